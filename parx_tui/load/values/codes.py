"""Codes of procedures and of periods."""

from __future__ import annotations

import re

from parx_tui.load.values.dates import FIRST_YEAR, YEARS_AHEAD
from parx_tui.load.values.reading import Reading, Surroundings
from parx_tui.load.values.words import known_words, sign_free

PROCEDURE_CODE = re.compile(r"[0-9]\.[0-9]{6}(?:\.[0-9A-Za-z]+)*")
SHORTENED_CODE = re.compile(r"[0-9]\.[0-9]{1,5}")
"""A procedure code that a spreadsheet took for a number: its last zeros are gone."""

CODE_LENGTH = len("1.001776")

YEAR_LAST = re.compile(r"(?:(?P<part>.+?) )??(?:nam )?(?P<year>[0-9]{4})(?: 0)?")
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4}) ?(?P<part>.+)")
MONTH_AS_DAY = re.compile(r"([0-9]{4}-[0-9]{2})-01(?:[T ]00:00(?::00)?)?")
"""A month that a spreadsheet took for its first day."""


def read_procedure_code(text: str, surroundings: Surroundings) -> Reading:
    """Read the code of a procedure: the national spellings without blanks and whole, others as they stand."""
    code = "".join(text.split())
    if SHORTENED_CODE.fullmatch(code):
        return Reading(code.ljust(CODE_LENGTH, "0"))
    return Reading(code.upper() if PROCEDURE_CODE.fullmatch(code) else text)


def read_period(text: str, surroundings: Surroundings) -> Reading:
    """Read a period as its code: "Quý II/2022" is 2022-Q2, "6 tháng đầu năm 2022" is 2022-H1."""
    month = MONTH_AS_DAY.fullmatch(text)
    words = sign_free(month[1] if month else text)
    years = range(FIRST_YEAR, surroundings.today.year + YEARS_AHEAD + 1)
    for layout in (YEAR_LAST, YEAR_FIRST):
        found = layout.fullmatch(words)
        part = _part_of_year(found["part"]) if found else None
        if found and part is not None and int(found["year"]) in years:
            return Reading(f"{found['year']}-{part}".rstrip("-"))
    return Reading(problem="period_unreadable")


def _part_of_year(words: str | None) -> str | None:
    """Return the end of a period's code for the words beside its year, empty for a whole year."""
    return known_words("period").get(words) if words else ""
