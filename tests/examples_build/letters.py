"""Vietnamese text as the bytes of encodings of before Unicode."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache

from parx_tui.load.folders import WORDS_FOLDER

TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_font_letters(text: str, charset: str) -> str:
    """Return the Latin-1 letters that stand for a text in the fonts of TCVN3 or VNI."""
    letters = _font_letters(charset)
    return "".join(letter if letter.isascii() else letters[letter] for letter in text)


def in_windows_1258(text: str) -> bytes:
    """Return a text as Windows-1258 writes it: with its tone as a letter of its own, where the page has no other."""
    return "".join(map(_windows_1258_spelling, text)).encode("cp1258")


@cache
def _font_letters(charset: str) -> dict[str, str]:
    """Return the Latin-1 letters of each letter; TCVN3 has no capitals with a tone, and writes small ones."""
    with (WORDS_FOLDER / "charset.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["charset"] == charset]
    letters = {row["letter"]: bytes.fromhex(row["bytes"]).decode("latin-1") for row in rows}
    return {letter.upper(): letters[letter] for letter in letters} | letters


def _windows_1258_spelling(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone
    return letter
