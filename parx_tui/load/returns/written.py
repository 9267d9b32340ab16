"""From rows to lines: numbers and names apart, and nothing that stands below the last line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from parx_tui.load.kinds.returns import FIGURES
from parx_tui.load.returns.lines import Line, ReturnRow, plain_label

LABEL = re.compile(r"[IVX]+|[A-Z]|[0-9]+|[IVX0-9]+(?:\.[0-9]+)+|[a-zđ]|[-+*•]")
LABEL_BEFORE_NAME = re.compile(
    r"(?P<number>(?:I{1,3}|IV|VI{0,3}|IX|[0-9]+)(?:\.[0-9]+)*)\s*[.)/:-]\s*(?P<numbered>\D.*)"
    r"|(?P<letter>[A-Da-d])[.)]\s+(?P<lettered>.+)"
    r"|(?P<roman>I{1,3}|IV|VI{1,3}|IX)\s+(?P<ranked>.+)"
)
"""A number before a name in one cell; "P. 1", "Q. Ba Đình" and "X. An Khánh" are names of units."""


def written(rows: Iterable[ReturnRow]) -> list[Line]:
    """Return the rows that say anything, their numbers and names apart."""
    lines = []
    for number, label, name, figures in rows:
        label, name = _split(_tidy(label), _tidy(name))
        line = Line(number, label, name, tuple(figures.get(figure) for figure in FIGURES))
        if label or name or line.has_figures:
            lines.append(line)
    while lines and not lines[-1].label and not lines[-1].has_figures:
        lines.pop()
    return lines


def _tidy(text: str) -> str:
    """Return a text in NFC, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _split(label: str, name: str) -> tuple[str, str]:
    """Return number and name of a line, which may both stand in one of the cells."""
    if label and not name and not LABEL.fullmatch(plain_label(label)):
        label, name = "", label
    found = LABEL_BEFORE_NAME.fullmatch(name)
    if found:
        inner, rest = (part for part in found.groups() if part is not None)
        if plain_label(label) in ("", inner):
            return label or inner, rest
    return label, name
