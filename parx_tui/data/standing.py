"""Where a share stands against its target, in one of a few words."""

from __future__ import annotations

from decimal import Decimal

ALLOWANCE_FROM = Decimal("0.9")
"""Targets from here on are watched by what may still fail, lower ones by what is reached."""


def standing(verdict: str | None, target: Decimal | None, count: int | None, base: int | None, left: int | None) -> str:
    """Return met, close, missed, no_cases or no_target; "" where the loads know nothing.

    ``verdict`` is that of the report; ``count`` of ``base`` filings attained it and ``left`` more
    may fail. A target that is met is close when four fifths of what may fail has failed or, for a
    target below ``ALLOWANCE_FROM``, when less than a fiftieth more than needed is reached.
    """
    if verdict != "met" or target is None or count is None or base is None or left is None:
        return verdict or ""
    if target >= ALLOWANCE_FROM:
        failed = base - count
        is_close = failed > 0 and failed * 5 >= (failed + left) * 4
    else:
        is_close = left * 50 < count - left
    return "close" if is_close else "met"
