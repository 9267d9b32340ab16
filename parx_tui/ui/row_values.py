"""Values of a row by their columns, each of the type that its column has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal


def count_in(values: Mapping[str, object], column: str) -> int | None:
    """Return a count of a row, ``None`` where it has none."""
    value = values[column]
    return value if isinstance(value, int) else None


def share_in(values: Mapping[str, object], column: str) -> Decimal | None:
    """Return a share of a row, ``None`` where it has none."""
    value = values[column]
    return value if isinstance(value, Decimal) else None


def text_in(values: Mapping[str, object], column: str) -> str | None:
    """Return a text of a row, ``None`` where it has none."""
    value = values[column]
    return value if isinstance(value, str) else None
