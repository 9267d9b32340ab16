"""Codes of procedures and of periods."""

from __future__ import annotations

import re

from parx_tui.data.periods import read_period_text
from parx_tui.load.values.dates import FIRST_YEAR, YEARS_AHEAD
from parx_tui.load.values.reading import Reading, Surroundings

PROCEDURE_CODE = re.compile(r"[0-9]\.[0-9]{6}(?:\.[0-9A-Za-z]+)*")
SHORTENED_CODE = re.compile(r"[0-9]\.[0-9]{1,5}")
"""A procedure code that a spreadsheet took for a number: its last zeros are gone."""

CODE_LENGTH = len("1.001776")

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
    told = read_period_text(month[1] if month else text)
    years = range(FIRST_YEAR, surroundings.today.year + YEARS_AHEAD + 1)
    if told is None or told.code is None or int(told.code[:4]) not in years:
        return Reading(problem="period_unreadable")
    return Reading(told.code)
