"""Periods as people write them, spelt by hand: what tests hold the program's reading against."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache

from hypothesis import strategies as st

from parx_tui.config import sample_path
from parx_tui.data.database import open_database
from parx_tui.data.periods import Period, periods

CALENDARS = ("nd09", "calendar")


@cache
def known_periods() -> dict[str, list[Period]]:
    """Return the periods of each calendar of the sample."""
    with open_database(sample_path(), memory_limit="2GB") as database:
        return {calendar: periods(database, calendar, None) for calendar in CALENDARS}


ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
MONTHS_IN_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def spellings(code: str) -> list[str]:
    """Return a period as people write it, out of its code; written by hand, not by the program."""
    year, _dash, part = code.partition("-")
    if not part:
        return [year, f"năm {year}", f"cả năm {year}", f"year {year}"]
    if part[0] == "Q":
        number = int(part[1])
        roman = ROMAN[number]
        return [
            *(code, f"Q{number}/{year}", f"{year}Q{number}", f"{year} Q{number}", f"Q{number} {year}"),
            *(f"quý {number}/{year}", f"quý {roman}/{year}", f"quý {number} năm {year}", f"quý {roman} năm {year}"),
            *(f"quarter {roman}/{year}", f"quarter {number} of {year}", f"quý 0{number}/{year}"),
        ]
    if part == "H1":
        return [
            *(code, f"H1/{year}", f"{year}H1", f"6 tháng {year}", f"6 tháng đầu năm {year}", f"nửa đầu năm {year}"),
            *(f"sáu tháng đầu năm {year}", f"first half of {year}"),
        ]
    if part == "H2":
        return [
            code,
            f"H2/{year}",
            f"{year}H2",
            f"6 tháng cuối năm {year}",
            f"nửa cuối năm {year}",
            f"second half of {year}",
        ]
    if part == "9M":
        return [
            *(code, f"9M/{year}", f"{year}9M", f"9 tháng {year}", f"9 tháng năm {year}", f"9 tháng đầu năm {year}"),
            f"first nine months of {year}",
        ]
    number = int(part)
    return [
        *(code, f"{number}/{year}", f"{number:02d}/{year}", f"tháng {number}/{year}", f"tháng {number:02d}/{year}"),
        *(f"T{number}/{year}", f"tháng {number} năm {year}", f"{year}-{number}", f"{year}{number:02d}"),
        *(f"month {number}/{year}", f"{MONTHS_IN_ENGLISH[number - 1]} {year}"),
    ]


def without_accents(text: str) -> str:
    """Return a text as it is typed without accents."""
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def other_signs(sign: str) -> Callable[[str], str]:
    """Return what writes another sign where a slash or a dash stands."""
    return lambda text: text.replace("/", sign).replace("-", sign)


WAYS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    without_accents,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: f"  {text.replace(' ', '   ')} ",
    lambda text: text.replace("/", " / ").replace("-", " - "),
    *(other_signs(sign) for sign in ("-", "–", "—", "−", "/", "⁄", ".", "\\", "_", "\u00a0")),
]
"""How the same words come from other hands and keyboards."""


@st.composite
def written_periods(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw a calendar, the code of a period, and a text for it."""
    year = draw(st.integers(2015, 2035))
    parts = ["", "-H1", "-H2", "-9M", *(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02d}" for n in range(1, 13))]
    code = f"{year}{draw(st.sampled_from(parts))}"
    text = draw(st.sampled_from(spellings(code)))
    for way in draw(st.lists(st.sampled_from(WAYS), max_size=3)):
        text = way(text)
    return draw(st.sampled_from(CALENDARS)), code, text


def later(month: int) -> list[Period]:
    """Return a month of 2022 that is known in part."""
    return [Period(f"2022-{month:02d}", "month", date(2022, month, 1), date(2022, month, 28), "part")]
