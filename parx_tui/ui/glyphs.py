"""The signs that are drawn: block characters that every terminal font has, or ASCII alone."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Signs of one cell each; ``part`` holds a cell filled from an eighth to the whole."""

    full: str
    shade: str
    light: str
    mark: str
    tick: str
    part: str
    down: str
    up: str
    cut: str
    into: str
    dash: str
    dot: str
    operators: Mapping[str, str]


UNICODE = Glyphs("█", "▓", "░", "┃", "│", "▏▎▍▌▋▊▉█", "↓", "↑", "…", "›", "–", "·", {">=": "≥", "<=": "≤"})
ASCII = Glyphs("#", "x", ".", "|", ":", "12345678", "v", "^", "~", ">", "-", "-", {})

SIGNS = {"–": "-", "—": "-", "…": "~", "›": ">", "·": "-", "“": '"', "”": '"'}
"""Signs of texts, and what stands for each on a screen of ASCII signs."""

LETTERS = {"đ": "d", "Đ": "D", "≥": ">", "≤": "<", **SIGNS}
ERRORS_NAME = "parx_tui.without_accents"


def without_accents(error: UnicodeError) -> tuple[str, int]:
    """Stand in for letters that a terminal's encoding lacks: the letter without its accents, else "?".

    An error handler of ``codecs``; each letter stays one cell wide.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = (
        LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0]
        for letter in error.object[error.start : error.end]
        if not unicodedata.combining(letter)
    )
    return "".join(letter if letter.isascii() else "?" for letter in letters), error.end


codecs.register_error(ERRORS_NAME, without_accents)
