"""Dates: the day that a text says, whatever its layout."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from parx_tui.load.values.date_forms import Written, written
from parx_tui.load.values.reading import EMPTY, Reading, Surroundings
from parx_tui.load.values.words import is_empty

FIRST_YEAR = 1990
YEARS_AHEAD = 20
SHORT_YEARS_AHEAD = 10
"""A year of two digits is of this century up to so many years after today's, else of the last."""

MONTHS = range(1, 13)

SERIAL = re.compile(r"([2-8][0-9]{4})(?:[.,]([0-9]{1,20}))?")
SERIALS = range(20_000, 80_001)
SERIAL_START = date(1899, 12, 30)
"""Day 0 of the 1900 system of spreadsheets, for days after February 1900."""

NOTHING = re.compile(r"[0\s/.:-]+(?:T[0:.]+Z?)?")
"""Zeros in any layout, as in 00/00/0000."""

UNSET_DAYS = {
    (0, 0, 0),  # MySQL
    (1, 1, 1),  # .NET
    (1753, 1, 1),  # SQL Server's first day
    (1899, 12, 30),  # OLE, Delphi
    (1900, 1, 0),  # day 0 of a spreadsheet
    (1900, 1, 1),  # SQL Server's day for an empty text
    (1970, 1, 1),  # Unix
    (9999, 12, 31),
}
"""Year, month and day that programs hand over for a day that was never set."""


def read_dates(texts: Collection[str], surroundings: Surroundings) -> dict[str, Reading]:
    """Read days as ISO dates.

    The day stands before the month, unless a text of the column has a second number above 12 and
    none has a first one above 12.
    """
    found = {text: None if SERIAL.fullmatch(text) else written(text) for text in texts}
    is_month_first = month_first_proof(texts) is not None
    return {text: _reading(text, parts, is_month_first, surroundings.today) for text, parts in found.items()}


def month_first_proof(texts: Iterable[str]) -> str | None:
    """Return a text that proves that the month stands before the day in a column, if the column does prove it.

    Read together with another column of the file, it settles what that one leaves open.
    """
    proof = None
    for text in texts:
        parts = None if SERIAL.fullmatch(text) else written(text)
        if parts is None or parts.is_certain:
            continue
        if parts.first > 12 and parts.second in MONTHS:
            return None
        if parts.second > 12 and parts.first in MONTHS:
            proof = text
    return proof


def _reading(text: str, parts: Written | None, is_month_first: bool, today: date) -> Reading:
    """Return the reading of a text with the parts that were found in it."""
    if parts is None or NOTHING.fullmatch(text):
        return _without_parts(text, today)
    year = int(parts.year) if len(parts.year) == 4 else _full_year(int(parts.year), today)
    if is_month_first and not parts.is_certain:
        return _day(year, parts.first, parts.second, parts.shift, today)
    return _day(year, parts.second, parts.first, parts.shift, today)


def _full_year(year: int, today: date) -> int:
    """Return the year that two digits stand for."""
    return 2000 + year if 2000 + year <= today.year + SHORT_YEARS_AHEAD else 1900 + year


@lru_cache(maxsize=1 << 15)
def _day(year: int, month: int, day: int, shift: int, today: date) -> Reading:
    """Return the reading of a day, ``shift`` days later; columns repeat their days at other times."""
    if (year, month, day) in UNSET_DAYS:
        return EMPTY
    try:
        return _in_range(date(year, month, day), shift, today)
    except ValueError:
        return Reading(problem="date_impossible")


def _in_range(day: date, shift: int, today: date) -> Reading:
    """Return the reading of a day that exists, if it is of a year that can be meant."""
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        return Reading(problem="date_out_of_range")
    return Reading((day + timedelta(days=shift)).isoformat())


def _without_parts(text: str, today: date) -> Reading:
    """Return the reading of a text that is the day number of a spreadsheet, empty, or no date."""
    if NOTHING.fullmatch(text) or is_empty(text):
        return EMPTY
    serial = SERIAL.fullmatch(text)
    if not serial or int(serial[1]) not in SERIALS:
        return Reading(problem="date_unreadable")
    # A day's last half second is a midnight that binary fractions missed.
    seconds = int(Decimal(f"{serial[1]}.{serial[2] or 0}") * 86_400 + Decimal("0.5"))
    return _in_range(SERIAL_START + timedelta(days=seconds // 86_400), 0, today)
