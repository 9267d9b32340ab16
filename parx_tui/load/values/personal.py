"""Texts that may tell who somebody is, which no list may show."""

from __future__ import annotations

import re
from functools import cache

from parx_tui.data.sqlfiles import file
from parx_tui.load.values.date_forms import parted

E_MAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
LONG_NUMBER = re.compile(r"\d{9}")
"""Telephone numbers have ten digits, numbers of identity papers nine or twelve."""

HIDDEN = "***"
"""What stands in a list or a message instead of a text that may be about a person."""

BETWEEN_DIGITS = re.compile(r"[\s.\-‐‑–—−()+]")
NOT_PERSONAL = re.compile(
    r"""
    (?:19|20)[0-9]{2} (?:0[0-9]|1[0-2]) [0-3][0-9] [0-2][0-9] [0-5][0-9] (?:[0-5][0-9] (?:[0-9]{3})?)? (?:\.0+)?
    | [2-7][0-9]{4} [.,] [0-9]+
    | -? 0 [.,] [0-9]+
    | [0-9]{1,3} [.,] [0-9]+ \ ?%
    | [0-9]\.[0-9]{6} (?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})? (?:\.[A-Z][0-9]{1,2})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Day and time in figures, or as a spreadsheet counts them; ratio; percentage; code of a procedure."""

UNIT_CODE = re.compile(r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.)?[A-Z][0-9]{1,2}(?:\.[0-9]{1,4}){0,3}", re.IGNORECASE)
FORM_IN_SQL = re.compile(r"'(\^.*\$)'")


def looks_personal(text: str) -> bool:
    """Tell whether a text may hold an e-mail address, a telephone number or the number of an identity paper.

    That is nine or more digits in a row once blanks, dots, dashes and brackets are left out, unless
    the whole text is a day with a time, a ratio, or the code of a procedure or a filing.
    """
    if E_MAIL.search(text):
        return True
    if not LONG_NUMBER.search(BETWEEN_DIGITS.sub("", text)):
        return False
    line = " ".join(text.split())
    return not (NOT_PERSONAL.fullmatch(line) or parted(line) or _is_filing_code(line))


def _is_filing_code(text: str) -> bool:
    """Whether a text is the code of a filing of a unit, with a serial that is no other number."""
    found = _form_of_filing_codes().fullmatch(text)
    return bool(found and UNIT_CODE.fullmatch(found[1]) and not LONG_NUMBER.search(found[3]))


@cache
def _form_of_filing_codes() -> re.Pattern[str]:
    """Return the form of codes of filings (unit, day, serial), as ``sql/01_functions/standard_code`` tells it."""
    found = FORM_IN_SQL.search(file("functions", "standard_code").body)
    if found is None:
        raise LookupError(FORM_IN_SQL.pattern)
    return re.compile(found[1], re.ASCII)
