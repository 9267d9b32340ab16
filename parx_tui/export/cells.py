"""Values as text, the same in every format."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from parx_tui.shown import clean_value

FORMULA = re.compile(r"\s*[=+@＝＋－＠﹦﹢﹣﹫-]")
"""How a text begins that a spreadsheet takes for a formula, some in the wide letters of East Asia too."""

CUTS = ("\t", "\r", "\n")
"""What a text must not begin with either: a spreadsheet may cut there, and take what follows for a cell of its own."""

NO_FORMULA = re.compile(r"=|-[0-9]+(?:[.,] ?-?[0-9]+)*")
"""What begins like a formula and computes nothing: the operator of a figure, and numbers below zero."""


def plain(value: object) -> str:
    """Return a value as scripts read it: dot decimals without trailing zeros, ISO dates, nothing for null.

    A text has a blank for each character that a terminal would act upon.
    """
    if isinstance(value, str):
        return value if value.isprintable() else clean_value(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def guarded(value: object) -> str:
    """Return ``plain``, with a leading apostrophe before text that a spreadsheet would take for a formula.

    A load takes it away again (``without_guard``, and ``plain_text`` of ``sql/functions``).
    """
    text = plain(value)
    return f"'{text}" if isinstance(value, str) and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula."""
    return (FORMULA.match(text) is not None or text.startswith(CUTS)) and NO_FORMULA.fullmatch(text) is None


def without_guard(text: str) -> str:
    """Return a text of a file without the apostrophe that ``guarded`` has put before it, or another program."""
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text
