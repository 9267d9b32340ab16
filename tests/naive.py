"""The counts of the guide's formulas in plain Python: a list of filings, walked filing by filing and day by day.

Written from the definitions alone, as slowly as they read, to hold the SQL of the ledger to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

DAY = timedelta(days=1)
ONLINE, COUNTER, POST = "online", "counter", "post"
NOT_RECEIVED_STATUSES = (1, 3)
RESOLVED_STATUSES = (9, 10)
PAUSED_STATUSES = (5, 6, 8)
WITHDRAWN_STATUS = 7
PENDING_STATUS = 4

Pause = tuple[date, date | None]
"""First day on which the clock stands, and first day on which it runs again; ``None`` while it stands."""

Share = tuple[int, int]
"""Upper and lower number of a rate."""

COUNTS = (
    "received_total",
    "received_online",
    "received_counter",
    "received_post",
    "received_new",
    "carried_over",
    "resolved_total",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "resolved_no_due",
    "withdrawn",
    "pending_total",
    "pending_in_time",
    "pending_overdue",
    "pending_paused",
    "pending_no_due",
)
STOCKS = ("carried_over", "pending_total", "pending_in_time", "pending_overdue", "pending_paused", "pending_no_due")
FLOWS = tuple(count for count in COUNTS if count not in (*STOCKS, "received_total"))

FALLEN_DUE, FALLEN_DUE_MET, WITHDRAWN_LATE, NEW_WITH_DUE, CARRIED_WITH_DUE = (
    "fallen_due",
    "fallen_due_met",
    "withdrawn_late",
    "new_with_due",
    "carried_with_due",
)
FURTHER_COUNTS = (FALLEN_DUE, FALLEN_DUE_MET, WITHDRAWN_LATE, NEW_WITH_DUE, CARRIED_WITH_DUE)
"""Counts that no column shows, of which the rates are made."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing as its office handed it over; ``agency`` and ``procedure`` are codes."""

    received: date
    due: date | None = None
    reappointed: date | None = None
    completed: date | None = None
    withdrawn: date | None = None
    pauses: tuple[Pause, ...] = ()
    channel: str = COUNTER
    status: int = 2
    agency: str = ""
    procedure: str = ""

    @property
    def effective_due(self) -> date | None:
        """The latest lawful due date: the re-appointed one, else the one first promised."""
        return self.reappointed if self.reappointed is not None else self.due

    def closed_by(self, day: date) -> bool:
        """Whether it is completed or withdrawn at the end of a day."""
        return any(closed is not None and closed <= day for closed in (self.completed, self.withdrawn))

    def open_at(self, day: date) -> bool:
        """Whether it is received, and neither completed nor withdrawn, at the end of a day."""
        return self.received <= day and not self.closed_by(day)

    def clock_stands(self, day: date) -> bool:
        """Whether a pause lies over a day."""
        return any(start <= day and (end is None or day < end) for start, end in self.pauses)

    def fell_due_on(self, as_of: date) -> date | None:
        """Return the day on which it fell due, ``None`` when it did not until ``as_of``.

        That is the due date; with the clock standing still then, the day on which the clock runs
        again or the filing is closed. A filing withdrawn by that day is no longer there.
        """
        day = self.effective_due
        while day is not None and day <= as_of:
            if self.withdrawn is not None and self.withdrawn <= day:
                return None
            if self.closed_by(day) or not self.clock_stands(day):
                return day
            day += DAY
        return None


def as_known(filing: Filing, as_of: date) -> Filing:
    """Return a filing as it stands on the last day known.

    What is to come has not happened yet: an end, a withdrawal, a pause or the end of a pause on a later day. A
    filing whose status alone says that its clock stands does so on the last day known.
    """
    tells_pause = any(end is None or end > as_of for _start, end in filing.pauses)
    is_open = filing.completed is None and filing.withdrawn is None and filing.received <= as_of
    pauses = tuple(
        (start, None if end is None or end > as_of else end) for start, end in filing.pauses if start <= as_of
    )
    if filing.status in PAUSED_STATUSES and is_open and not tells_pause:
        pauses = (*pauses, (as_of, None))
    completed, withdrawn = _happened(filing.completed, as_of), _happened(filing.withdrawn, as_of)
    # Its status is of the later day as well.
    is_closed_later = (completed, withdrawn) != (filing.completed, filing.withdrawn)
    return replace(
        filing,
        completed=completed,
        withdrawn=withdrawn,
        pauses=pauses,
        status=PENDING_STATUS if is_closed_later and completed is None and withdrawn is None else filing.status,
    )


def _happened(day: date | None, as_of: date) -> date | None:
    """Return the day of an event that has happened."""
    return day if day is not None and day <= as_of else None


def is_contradictory(filing: Filing, as_of: date) -> bool:
    """Whether the dates of a filing cannot all be true as they are known, so that it is counted nowhere."""
    if filing.received > as_of:
        return False
    filing = as_known(filing, as_of)
    closed = [day for day in (filing.completed, filing.withdrawn) if day is not None]
    promised = [day for day in (filing.due, filing.reappointed) if day is not None]
    if any(day < filing.received for day in (*closed, *promised)) or len(closed) > 1:
        return True
    if filing.status in RESOLVED_STATUSES and filing.completed is None:
        return True
    if filing.status == WITHDRAWN_STATUS and filing.withdrawn is None:
        return True
    for number, (start, end) in enumerate(filing.pauses):
        if start < filing.received or (end is not None and end < start):
            return True
        for other_start, other_end in filing.pauses[number + 1 :]:
            if (end is None or other_start < end) and (other_end is None or start < other_end):
                return True
    return False


def is_counted(filing: Filing, as_of: date) -> bool:
    """Whether a filing is in any count: received, accepted, and not contradictory."""
    is_received = filing.received <= as_of and filing.status not in NOT_RECEIVED_STATUSES
    return is_received and not is_contradictory(filing, as_of)


def state_at(filing: Filing, day: date) -> str | None:
    """Return how a filing stands at the end of a day; ``None`` before it is received."""
    due = filing.effective_due
    if filing.received > day:
        return None
    if filing.withdrawn is not None and filing.withdrawn <= day:
        return "withdrawn"
    if filing.completed is not None and filing.completed <= day:
        if due is None:
            return "resolved_no_due_date"
        if filing.completed == due:
            return "on_time"
        return "early" if filing.completed < due else "late"
    if due is None:
        return "no_due_date"
    if filing.clock_stands(day):
        return "paused"
    return "overdue" if day > due else "in_time"


COUNT_OF_STATE = {
    "in_time": "pending_in_time",
    "overdue": "pending_overdue",
    "paused": "pending_paused",
    "no_due_date": "pending_no_due",
    "early": "resolved_early",
    "on_time": "resolved_on_time",
    "late": "resolved_late",
    "resolved_no_due_date": "resolved_no_due",
    "withdrawn": "withdrawn",
}


def belongs_to_period(filing: Filing, period_from: date, period_to: date, as_of: date) -> bool:
    """Whether a filing is among those received in a period or carried over into it."""
    end = min(period_to, as_of)
    is_new = period_from <= filing.received <= end
    return is_counted(filing, as_of) and (is_new or filing.open_at(period_from - DAY))


def naive_counts(filings: Iterable[Filing], period_from: date, period_to: date, as_of: date) -> dict[str, int]:
    """Return the counts of a period, both ends inclusive, as known on ``as_of``: ``COUNTS`` and ``FURTHER_COUNTS``."""
    counts = dict.fromkeys((*COUNTS, *FURTHER_COUNTS), 0)
    end = min(period_to, as_of)
    for handed_over in filings:
        filing = as_known(handed_over, as_of)
        if not is_counted(filing, as_of):
            continue
        has_due = filing.effective_due is not None
        if period_from <= filing.received <= end:
            counts["received_new"] += 1
            counts["received_total"] += 1
            counts[f"received_{filing.channel}"] += 1
            counts[NEW_WITH_DUE] += has_due
        if filing.open_at(period_from - DAY):
            counts["carried_over"] += 1
            counts["received_total"] += 1
            counts[CARRIED_WITH_DUE] += has_due
        if filing.open_at(end):
            counts["pending_total"] += 1
            counts[COUNT_OF_STATE[str(state_at(filing, end))]] += 1
        if filing.completed is not None and period_from <= filing.completed <= end:
            counts["resolved_total"] += 1
            counts[COUNT_OF_STATE[str(state_at(filing, filing.completed))]] += 1
        fell_due = filing.fell_due_on(as_of)
        if filing.withdrawn is not None and period_from <= filing.withdrawn <= end:
            counts["withdrawn"] += 1
            counts[WITHDRAWN_LATE] += fell_due is not None and fell_due < filing.withdrawn
        if fell_due is not None and period_from <= fell_due <= end:
            counts[FALLEN_DUE] += 1
            due = filing.effective_due
            counts[FALLEN_DUE_MET] += filing.completed is not None and due is not None and filing.completed <= due
    return counts


def added(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return the sums of counts."""
    return {name: sum(part[name] for part in parts) for name in (*COUNTS, *FURTHER_COUNTS)}


def naive_shares(counts: Mapping[str, int]) -> dict[str, Share]:
    """Return upper and lower number of the on-time rate by each of its five definitions."""
    on_time = counts["resolved_early"] + counts["resolved_on_time"]
    late = counts["resolved_late"]
    lost = late + counts["pending_overdue"] + counts[WITHDRAWN_LATE]
    work = counts[CARRIED_WITH_DUE] + counts[NEW_WITH_DUE]
    return {
        "resolved": (on_time, on_time + late),
        "due": (counts[FALLEN_DUE_MET], counts[FALLEN_DUE]),
        "strict": (on_time, on_time + lost),
        "workload": (work - lost, work),
        "received": (on_time, counts[NEW_WITH_DUE]),
    }


def attains(share: Fraction, operator: str, target: Fraction) -> bool:
    """Whether a share attains a target; operator > or >=."""
    return share > target if operator == ">" else share >= target


def naive_verdict(share: Share, operator: str | None, target: Fraction | None) -> str:
    """Return met, missed, no_cases or no_target."""
    upper, lower = share
    if lower == 0:
        return "no_cases"
    if operator is None or target is None:
        return "no_target"
    return "met" if attains(Fraction(upper, lower), operator, target) else "missed"


def naive_allowance_left(share: Share, operator: str, target: Fraction) -> int:
    """Return how many more filings may be late; negative, how many are too many."""
    upper, lower = share
    spare = (1 - target) * lower
    allowed = floor(spare) if operator == ">=" else max(0, ceil(spare) - 1)
    return allowed - (lower - upper)
