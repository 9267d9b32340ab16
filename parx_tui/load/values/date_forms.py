"""How days are written: the parts of a text that is a date, before anybody asks whether there is such a day."""

from __future__ import annotations

import re
from typing import NamedTuple

from parx_tui.data.names import folded
from parx_tui.load.values.reading import LONGEST_TEXT

OFFSET = r"Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?"
CLOCK = (
    r"(?:[01]?[0-9]|2[0-4]) ?: ?[0-5][0-9](?: ?: ?[0-5][0-9](?:[.,][0-9]{1,9})?)?"
    rf"(?: ?(?:SA|CH|AM|PM))?(?: ?(?:{OFFSET}))?"
)
WRITTEN = re.compile(
    rf"(?:({CLOCK})(?: ?[-,] ?| ))?"
    r"(?:([0-9]{1,2}) ?([/.~-]) ?([0-9]{1,2}) ?\3 ?([0-9]{4}|[0-9]{2})|([0-9]{4})([/.-])([0-9]{1,2})\7([0-9]{1,2}))"
    rf"(?:(?: ?[-,T] ?| )({CLOCK}))?",
    re.IGNORECASE,
)
"""Clock, first, sign, second, year; or year, sign, month, day; clock."""

COMPACT = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})"
    rf"(?:T?([01][0-9]|2[0-4])([0-5][0-9])(?:[0-5][0-9](?:\.?[0-9]{{3}})?)?)?({OFFSET})?(?:\.0+)?",
    re.IGNORECASE,
)
"""Year, month, day, hour, minute, offset; .0 is what a spreadsheet adds to a number."""

INSTANT = re.compile(rf"([0-9]{{1,2}}) ?: ?([0-9]{{2}}).*?(?:(SA|AM)|(CH|PM))? ?({OFFSET})", re.IGNORECASE)
MINUTES_OF_DAY = 24 * 60
LOCAL_OFFSET = 7 * 60
"""Minutes by which Asia/Ho_Chi_Minh is ahead of UTC; it has no summer time."""

NAMED_MONTH = "~"
"""Stands between day, month and year where the month is named as such, so that their order is certain."""

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_MONTH = re.compile(rf"\b([0-9]{{1,2}})[ -]?({'|'.join(MONTH_NAMES)})[a-z]*[ ,-]+([0-9]{{4}}|[0-9]{{2}})\b")
VIETNAMESE_MONTH = re.compile(
    r"\b([0-9]{1,2})[ /-]?(?:thang|thg|th)\.? ?([0-9]{1,2})[ ,/-]*(?:nam )?([0-9]{4}|[0-9]{2})\b"
)
SPOKEN_CLOCK = re.compile(
    r"\b([0-9]{1,2}) ?(?:gio|h|g)(?: ?([0-9]{1,2})(?![0-9]*([/.~-])[0-9]{1,2}\3[0-9]))?"
    r"(?: ?(?:phut|ph|p|'))?(?: ?[0-9]{1,2} ?(?:giay|s))?"
)
"""Hour, minute; the number behind the hour may also be the day of a date."""

HALF_DAYS = ((re.compile(r"\bsang\b"), "sa"), (re.compile(r"\b(?:chieu|toi)\b"), "ch"))
FILLERS = re.compile(r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|ngay|luc|vao)\b")
EDGES = " ,;'\".-"


class Written(NamedTuple):
    """The parts of a date as they are written.

    ``first`` and ``second`` are day and month; unless ``is_certain`` they may be month and day.
    ``shift`` is the number of days from the day written to the day in Vietnam, for an instant of
    another time zone.
    """

    year: str
    first: int
    second: int
    is_certain: bool = True
    shift: int = 0


def written(text: str) -> Written | None:
    """Return the parts of a date, with or without a time of day; ``None`` when the text is none."""
    if len(text) > LONGEST_TEXT:
        return None
    line = " ".join(text.split())
    return parted(line) or _compact(line) or parted(_in_signs(line))


def parted(line: str) -> Written | None:
    """Return the parts of a date with signs between day, month and year."""
    found = WRITTEN.fullmatch(line)
    if not found:
        return None
    before, first, sign, second, year, iso_year, _sign, iso_month, iso_day, after = found.groups()
    if before and after:
        return None
    shift = _shift(before or after or "")
    if iso_year:
        return Written(iso_year, int(iso_day), int(iso_month), shift=shift)
    return Written(year, int(first), int(second), sign == NAMED_MONTH, shift)


def _compact(line: str) -> Written | None:
    """Return the parts of a date in figures only, as yyyyMMdd or yyyyMMddHHmmss."""
    found = COMPACT.fullmatch(line)
    if not found:
        return None
    year, month, day, hour, minute, offset = found.groups()
    return Written(year, int(day), int(month), shift=_shift(f"{hour}:{minute}{offset}" if hour and offset else ""))


def _shift(clock: str) -> int:
    """Return by how many days the day in Vietnam differs at this time of day, if it has an offset."""
    found = INSTANT.fullmatch(clock) if clock else None
    if not found:
        return 0
    hour, minute, morning, afternoon, offset = found.groups()
    hours = int(hour) % 12 if morning or afternoon else int(hour)
    minutes = (hours + (12 if afternoon else 0)) * 60 + int(minute)
    return (minutes - _minutes_ahead(offset) + LOCAL_OFFSET) // MINUTES_OF_DAY


def _minutes_ahead(offset: str) -> int:
    """Return the minutes by which an offset is ahead of UTC: 420 for +07:00, 0 for Z."""
    figures = offset[1:].replace(":", "").ljust(4, "0")
    ahead = int(figures[:2]) * 60 + int(figures[2:])
    return -ahead if offset[0] == "-" else ahead


def _in_signs(line: str) -> str:
    """Return a text with signs for what it says in words: "ngày 15 tháng 3 năm 2022" becomes "15~3~2022"."""
    text = VIETNAMESE_MONTH.sub(r"\1~\2~\3", folded(line))
    text = ENGLISH_MONTH.sub(lambda found: f"{found[1]}~{MONTH_NAMES.index(found[2]) + 1}~{found[3]}", text)
    text = SPOKEN_CLOCK.sub(lambda found: f"{found[1]}:{int(found[2] or 0):02}", text)
    for word, sign in HALF_DAYS:
        text = word.sub(sign, text)
    return " ".join(FILLERS.sub(" ", text).split()).strip(EDGES)
