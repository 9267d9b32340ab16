"""A share as it is watched: what a gauge is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from parx_tui.data.standing import ALLOWANCE_FROM, standing


@dataclass(frozen=True, slots=True)
class Reading:
    """A share and its target.

    ``count`` of ``base`` filings attain it; ``left`` more may fail. ``open_overdue`` are those of
    the failed that are still open; ``previous`` is the share in the period before. Shares are
    between 0 and 1, ``None`` for no cases or no data.
    """

    name: str
    value: Decimal | None
    count: int | None
    base: int | None
    operator: str | None
    target: Decimal | None
    verdict: str | None
    left: int | None
    open_overdue: int = 0
    previous: Decimal | None = None

    @property
    def standing(self) -> str:
        """met, close, missed, no_cases, no_target or no_data."""
        return standing(self.verdict, self.target, self.count, self.base, self.left)

    @property
    def has_allowance(self) -> bool:
        """Whether the target is watched by what may still fail."""
        return self.target is not None and self.target >= ALLOWANCE_FROM


def count_in(cells: Mapping[str, object], column: str) -> int | None:
    """Return a count of a row, ``None`` where it has none."""
    value = cells[column]
    return value if isinstance(value, int) else None


def share_in(cells: Mapping[str, object], column: str) -> Decimal | None:
    """Return a share of a row, ``None`` where it has none."""
    value = cells[column]
    return value if isinstance(value, Decimal) else None


def text_in(cells: Mapping[str, object], column: str) -> str | None:
    """Return a text of a row, ``None`` where it has none."""
    value = cells[column]
    return value if isinstance(value, str) else None
