"""Texts that may tell who somebody is, which no list may show."""

from __future__ import annotations

import re

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
    | (?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.)? [A-Z][0-9]{1,2} (?:\.[0-9]{1,4}){0,3} -[0-9]{6}-[0-9]{1,6}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Day and time in figures, or as a spreadsheet counts them; ratio; percentage; code of a procedure, of a filing."""


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
    return not (NOT_PERSONAL.fullmatch(line) or parted(line))
