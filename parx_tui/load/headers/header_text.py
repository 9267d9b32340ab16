"""The texts of headers: what they are compared by, what else they go by, and the row that numbers them.

Headers are compared by letters and digits alone, without accents and case. A header of several
lines is one text with ``" / "`` between them, and goes by each of its ends too: "Số lượng hồ sơ tiếp
nhận / Trong kỳ / Trực tuyến" is found as "Trực tuyến", unless a longer end of another header names the
same field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from parx_tui.data.names import folded

BETWEEN_LINES = " / "
LIKE_D_BAR = str.maketrans("Ðð", "Đđ")
"""The Icelandic letters that some old files have for Đ."""

LONGEST_HEADER = 300
"""Letters of a header that are kept; a longer text is no header."""

FEWEST_FOUND = 2
"""Columns that must be recognised before a line counts as headers: one text can be a value by chance."""

BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
BY_LETTER = re.compile(r"\s*col:\s*([A-Z]{1,3})\s*", re.IGNORECASE)
NUMBERED = re.compile(r"\(?(\d{1,2})(?:\.0)?\)?(?:\s*=[\s=+\-()\d]*)?")
LETTERED = re.compile(r"\(?[A-ZĐ]\)?", re.IGNORECASE)
FEWEST_NUMBERED = 3

Rank = tuple[bool, int, bool]
"""How well a name fits a header: it is all of it, so many of its lines, with what is in brackets."""

Name = tuple[str, Rank]


def header_text(text: str) -> str:
    """Return a text on one line, without control and other invisible signs."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text[:LONGEST_HEADER].translate(LIKE_D_BAR))
    return " ".join(seen.split())


def header_key(text: str) -> str:
    """Return what headers are compared by: "Mã hồ sơ", "MA_HO_SO" and "MaHoSo" are one."""
    return "".join(letter for letter in folded(text) if letter.isalnum())


def column_letter(column: int) -> str:
    """Return the letters by which spreadsheets call a column: 0 is A, 26 is AA."""
    rest, letter = divmod(column, 26)
    return (column_letter(rest - 1) if rest else "") + chr(ord("A") + letter)


def columns_headed(text: str, headers: Sequence[str]) -> list[int]:
    """Return the columns that a map means by ``text``: a header, the end of one, or a letter, as in "col:C".

    The same text goes before the same letters and digits, a whole header before the end of one.
    """
    if by_letter := BY_LETTER.fullmatch(text):
        return [column for column in range(len(headers)) if column_letter(column) == by_letter[1].upper()]
    wanted = header_text(text)
    if same := [column for column, header in enumerate(headers) if wanted and header == wanted]:
        return same
    key = header_key(wanted)
    named = [(column, rank) for column, header in enumerate(headers) for name, rank in names_of(header) if name == key]
    best = max((rank for _column, rank in named if key), default=None)
    return sorted({column for column, rank in named if rank == best})


def names_of(header: str) -> tuple[Name, ...]:
    """Return what a header goes by, best first: each end of it, with what is in brackets and without."""
    keys = [keys_of(part) for part in header.split(BETWEEN_LINES)]
    return tuple(
        ("".join(key[without_brackets] for key in keys[start:]), (start == 0, len(keys) - start, not without_brackets))
        for start in range(len(keys))
        for without_brackets in (False, True)
    )


@lru_cache(maxsize=20_000)
def keys_of(part: str) -> tuple[str, str]:
    """Return the key of one line of a header, and that of the line without what is in brackets."""
    return header_key(part), header_key(BRACKETS.sub("", part))


def field_named(names: Iterable[Name], spellings: dict[str, str]) -> Name:
    """Return the field that the best known of the names stands for, or "", and how well it fits."""
    return next(((spellings[name], rank) for name, rank in names if name in spellings), ("", (False, 0, False)))


def is_numbering(cells: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), A B 1 2, (3)=(4)+(5)+(6)."""
    texts = [text for text in cells if text]
    if len(texts) < FEWEST_NUMBERED or not all(NUMBERED.fullmatch(text) or LETTERED.fullmatch(text) for text in texts):
        return False
    numbers = [int(number[1]) for number in map(NUMBERED.fullmatch, texts) if number]
    return bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def has_digit(text: str) -> bool:
    """Whether a text has a digit, which headers and headings hardly ever have."""
    return any(letter.isdigit() for letter in text)
