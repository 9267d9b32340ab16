"""What the titles above a table say: the days that it covers, its period, and the unit that reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from parx_tui.data.names import folded
from parx_tui.load.headers.header_text import BRACKETS

TIME = re.compile(r" \d{1,2}:\d\d(?::\d\d)?")
DAY = rf"(?:ngay ?:? ?)?\d{{1,4}}(?: ?[/.-] ?| thang )\d{{1,2}}(?:(?: ?[/.-] ?| nam )\d{{1,4}})?(?:{TIME.pattern})?"
RANGE = re.compile(rf"\btu(?: het)? ?({DAY})[ ,;]*(?:den|toi|-|–)(?: het)? ?({DAY})(?!\d)")
PERIOD = re.compile(
    r"""
    (?<!\d[ ])\b(?:  # not the end of "ngày 14 tháng 6 năm 2022"
        quy[ ](?:iv|i{1,3}|[1-4])\b[ ,/.-]*(?:nam[ ])?
        | thang[ ](?:0?[1-9]|1[0-2])\b[ ,/.-]*(?:nam[ ])?
        | (?:6|9|sau|chin)[ ]thang(?:[ ](?:dau|cuoi))?(?:[ ]nam)?[ ,/.-]*
        | nam[ ]
    )\d{4}\b
    """,
    re.VERBOSE,
)
PERIOD_LABEL = re.compile(r"(?:.*\b)?ky(?: bao cao| so lieu)? ?:")
UNIT_LABEL = re.compile(r"(?:ten )?(?:don vi|co quan|don vi, co quan|co quan, don vi)(?: (?:lap |gui )?bao cao)? ?:")
FROM_DAY = re.compile(r"\bt(?:ừ|u) ", re.IGNORECASE)
CITATION = re.compile(r"thong tu|nghi dinh|quyet dinh|can cu|ban hanh|cong van")
UNIT_BEGINNINGS = (
    r"(?:ubnd|ủy ban|uỷ ban|sở|ban|phòng|văn phòng|chi cục|cục|thanh tra|trung tâm"
    r"|phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tp)\b"
)
BARE_COMMITTEE = re.compile("ubnd|uy ban nhan dan")
NO_UNIT = re.compile(r":|ban hanh|\bngay \d|\bthang \d|^so \d")
NOTHING_SAID = " .…,;_-–—•*"


def covered_range(titles: Sequence[str]) -> tuple[date, date] | None:
    """Return the first and the last day that the titles name: "Từ ngày 15/03/2022 đến ngày 14/06/2022".

    A year that only the last day has is that of both, or the first day is in the year before.
    ``None`` when there are no such days, or not in this order.
    """
    found = RANGE.search(" ".join(folded(" ".join(titles)).split()))
    last = _day(found[2]) if found else None
    if not found or not last:
        return None
    firsts = (_day(found[1], year) for year in (last.year, last.year - 1))
    return next(((first, last) for first in firsts if first and first <= last), None)


def _day(text: str, year: int | None = None) -> date | None:
    """Return the day of a title; ``year`` is for one without its own. ``None`` when there is no such day."""
    numbers = [int(number) for number in re.findall(r"\d+", TIME.sub("", text))]
    if numbers[0] > 31:
        numbers.reverse()
    if len(numbers) == 2 and year:
        numbers.append(year)
    try:
        day, month, year_number = numbers
        return date(year_number + (2000 if year_number < 100 else 0), month, day)
    except ValueError:
        return None


def titled_period(titles: Sequence[str]) -> str | None:
    """Return the text of the period that the titles name: "Quý II/2022" of "Kỳ báo cáo: Quý II/2022".

    Without such a label it is a quarter, a month, a half-year, nine months or a year with its
    number; a title that cites a decree or the like names none.
    """
    lines = _title_lines(titles)
    if labelled := _labelled(PERIOD_LABEL, lines):
        return FROM_DAY.split(BRACKETS.sub("", labelled))[0].strip(NOTHING_SAID) or None
    for line in lines:
        found = None if CITATION.search(folded(line)) else PERIOD.search(folded(line))
        if found:
            return _as_written(line, found.start(), found.end())
    return None


def titled_unit(titles: Sequence[str]) -> str | None:
    """Return the name of the unit that reports: what stands behind "Đơn vị báo cáo:".

    Without such a label it is the last line that begins like the name of a unit: in a letterhead a
    unit stands below the one that it belongs to.
    """
    lines = _title_lines(titles)
    if labelled := _labelled(UNIT_LABEL, lines):
        return labelled
    units = [place for place, line in enumerate(lines) if _is_unit(line)]
    if not units:
        return None
    is_cut = BARE_COMMITTEE.fullmatch(folded(lines[units[-1]]))
    return " ".join(lines[units[-1] :][: 2 if is_cut else 1])


def _title_lines(titles: Sequence[str]) -> list[str]:
    """Return the lines of the titles, without what stands for an empty space."""
    lines = (" ".join(line.split()).strip(NOTHING_SAID) for title in titles for line in title.splitlines())
    return [line for line in lines if line]


def _labelled(label: re.Pattern[str], lines: Sequence[str]) -> str | None:
    """Return what stands behind a label, or on the next line when that has no label of its own."""
    for place, line in enumerate(lines):
        if found := label.match(folded(line)):
            after = _as_written(line, found.end(), None).strip(NOTHING_SAID)
            below = next((text for text in lines[place + 1 : place + 2] if ":" not in text), "")
            if after or below:
                return after or below
    return None


def _as_written(line: str, start: int, end: int | None) -> str:
    """Return the part of a line that was found in it folded."""
    return (line if len(folded(line)) == len(line) else folded(line))[start:end]


def _is_unit(line: str) -> bool:
    """Whether a line begins like the name of a unit; with accents, "Số" is not "Sở"."""
    begins = re.compile(UNIT_BEGINNINGS if not line.isascii() else folded(UNIT_BEGINNINGS), re.IGNORECASE)
    return bool(begins.match(line)) and not NO_UNIT.search(folded(line))
