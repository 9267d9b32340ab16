"""Values as text, the same in every format."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from parx_tui.formulas import is_formula
from parx_tui.sanitize import clean_value


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

    A load takes it away again (``without_guard``, and ``plain_text`` of ``sql/01_functions``).
    """
    text = plain(value)
    return f"'{text}" if isinstance(value, str) and is_formula(text) else text
