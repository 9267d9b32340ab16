"""A share as it is watched: what a gauge is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parx_tui.data.standing import ALLOWANCE_FROM, standing


@dataclass(frozen=True, slots=True)
class WatchedShare:
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
