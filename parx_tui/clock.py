"""The clock: the time in Việt Nam, wherever the computer stands.

An office's day does not begin when its server's does. Việt Nam keeps one offset all year, so no database of time
zones is needed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the time in Việt Nam."""
    return _universal_now().astimezone(VIET_NAM)


def today() -> date:
    """Return the day in Việt Nam."""
    return now().date()


def _universal_now() -> datetime:
    """Return the time by the clock of the computer."""
    return datetime.now(UTC)
