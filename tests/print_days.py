"""What an office's exports can have shown, and what a report of a month must then count: by true lives and print days.

Nothing here knows how the program works: a filing has a life, an export shows what had happened when it was printed,
and what has been shown counts as soon as an export speaks for the day on which it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

STRAY_AFTER = timedelta(days=60)
"""One receipt that is further than this beyond all others is likely a mistake, and moves no day covered."""


@dataclass(frozen=True, slots=True)
class Life:
    """All that ever happens to a filing."""

    code: str
    received: date
    due: date
    resolved: date | None = None
    withdrawn: date | None = None
    paused: date | None = None
    resumed: date | None = None

    def shown(self, printed: date) -> Life:
        """Return what had happened by the day on which an export was printed."""
        happened = {
            name: day if day is not None and day <= printed else None
            for name, day in (
                ("resolved", self.resolved),
                ("withdrawn", self.withdrawn),
                ("paused", self.paused),
                ("resumed", self.resumed),
            )
        }
        return Life(self.code, self.received, self.due, **happened)


@dataclass(frozen=True, slots=True)
class Export:
    """A list of the filings received on some days, printed on a day.

    ``says`` is how it tells which days it speaks for: by its title, by what the officer says, or not at all.
    """

    first: date
    last: date
    printed: date
    says: str

    def rows(self, lives: Iterable[Life]) -> list[Life]:
        """Return what it lists."""
        return [
            life.shown(self.printed) for life in lives if self.first <= life.received <= min(self.last, self.printed)
        ]

    def speaks_until(self, lives: Iterable[Life]) -> date:
        """Return the last day that it speaks for, when it is loaded on the day on which it was printed."""
        if self.says != "nothing":
            return min(self.last, self.printed)
        receipts = sorted(life.received for life in self.rows(lives))
        if len(receipts) > 1 and receipts[-1] - receipts[-2] > STRAY_AFTER:
            return receipts[-2]
        return receipts[-1]


def known_lives(lives: Sequence[Life], exports: Sequence[Export]) -> list[Life]:
    """Return what the exports have shown of each filing, up to the last day that one of them speaks for."""
    until = max(export.speaks_until(lives) for export in exports)
    known = []
    for life in lives:
        prints = [export.printed for export in exports if life.code in {row.code for row in export.rows(lives)}]
        if prints and life.received <= until:
            known.append(life.shown(min(max(prints), until)))
    return known


def counts(known: Iterable[Life], first: date, last: date, until: date) -> Counter[str]:
    """Return what a report about the days ``first`` to ``last`` counts, as known ``until`` a day."""
    end = min(last, until)
    found: Counter[str] = Counter()
    for life in known:
        closed = life.resolved or life.withdrawn
        found["received_new"] += first <= life.received <= end
        found["carried_over"] += life.received < first and (closed is None or closed >= first)
        if life.resolved is not None and first <= life.resolved <= end:
            found["resolved_late" if life.resolved > life.due else "resolved_in_time"] += 1
        found["withdrawn"] += life.withdrawn is not None and first <= life.withdrawn <= end
        if life.received <= end and (closed is None or closed > end):
            stands = life.paused is not None and life.paused <= end and (life.resumed is None or end < life.resumed)
            found["pending_paused" if stands else "pending_overdue" if end > life.due else "pending_in_time"] += 1
    return +found
