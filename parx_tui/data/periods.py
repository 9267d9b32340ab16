"""Reporting periods of a calendar: which there are, which is meant, which come before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parx_tui.data.database import Database
from parx_tui.data.drill import normal_period
from parx_tui.data.names import nearest
from parx_tui.errors import UsageError
from parx_tui.i18n import _


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period (view ``period_code``); both days belong to it.

    ``coverage`` tells how much of it the loads know: whole, part or none; ``None`` when the
    database was built before its calendar was added.
    """

    code: str
    kind: str
    date_from: date
    date_to: date
    coverage: str | None


def calendars(database: Database) -> list[str]:
    """Return the names of the calendars that the database has."""
    return [str(row[0]) for row in database.look_up("calendar").rows]


def find_calendar(database: Database, calendar: str) -> str:
    """Return the calendar if the database has it, else raise ``UsageError`` with those it has."""
    known = calendars(database)
    if calendar in known:
        return calendar
    raise UsageError(
        _("There is no calendar {calendar}; --calendar can be: {names}").format(
            calendar=calendar, names=", ".join(known)
        )
    )


def periods(database: Database, calendar: str, city_id: int | None) -> list[Period]:
    """Return the periods of a calendar in the order of their first days, for one city or all."""
    answer = database.look_up("period_code", {"ask_calendar": calendar, "ask_city_id": city_id})
    return [Period(*row) for row in answer.rows]  # type: ignore[arg-type]


def find_period(database: Database, asked: str | None, calendar: str, city_id: int | None) -> Period:
    """Return the period asked for, else the last complete one.

    Raises ``UsageError`` when the calendar has no such period, when the database was built before the
    calendar was added, or when none was asked for and no filings are loaded.
    """
    known = {period.code: period for period in periods(database, calendar, city_id)}
    if asked is None:
        latest = database.look_up("latest_period", {"ask_calendar": calendar, "ask_city_id": city_id}).rows
        if latest:
            return known[str(latest[0][0])]
    if not any(period.coverage for period in known.values()):
        raise UsageError(
            _("Calendar {calendar} was added after the database was built. Load the data again.").format(
                calendar=calendar
            )
        )
    if asked is None:
        raise UsageError(
            _("No filings are loaded, so there is no last complete period; give one with --period, such as 2022-Q2.")
        )
    code = asked if asked in known else normal_period(asked)
    if code not in known:
        raise UsageError(
            _(
                "Calendar {calendar} has no period {period}. "
                "Write 2022-04, 2022-Q2, 2022-H1, 2022-9M or 2022; nearest: {names}"
            ).format(calendar=calendar, period=asked, names=", ".join(nearest(code, known)[:3]) or "-")
        )
    return known[code]


def beside(known: list[Period], period: Period, steps: int) -> Period | None:
    """Return the period of the same kind that comes ``steps`` after, before when negative; ``None`` beyond the ends."""
    peers = [peer for peer in known if peer.kind == period.kind]
    place = [peer.code for peer in peers].index(period.code) + steps
    return peers[place] if 0 <= place < len(peers) else None


def year_before(known: list[Period], period: Period) -> Period | None:
    """Return the same period of the year before: the one of its kind that ends closest to a year earlier."""
    peers = [peer for peer in known if peer.kind == period.kind and peer.code != period.code]
    days = {abs((period.date_to - peer.date_to).days - 365): peer for peer in peers}
    nearest_days = min(days, default=None)
    return days[nearest_days] if nearest_days is not None and nearest_days <= 7 else None
