"""Values as text, the same in every format."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain(value: object) -> str:
    """Return a value as scripts read it: dot decimals without trailing zeros, ISO dates, nothing for null."""
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
    """Return ``plain``, with a leading apostrophe before text that a spreadsheet would take for a formula."""
    text = plain(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
