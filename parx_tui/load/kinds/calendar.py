"""Calendars of an office's own, and days off."""

from __future__ import annotations

from parx_tui.i18n import N_
from parx_tui.load.kinds.kind import Composite, Field, Kind, Refresh, Table

CALENDAR = Kind(
    name="calendar",
    noun=N_("days or periods"),
    load_order=10,
    fields=(
        Field("calendar", "text", N_("calendar")),
        Field("period", "period", N_("period")),
        Field("date_from", "date", N_("first day")),
        Field("date_to", "date", N_("last day")),
        Field("day", "date", N_("day off")),
        Field("day_name", "text", N_("name of the day off")),
    ),
    either=(("calendar", "period", "date_from", "date_to"), ("day", "day_name")),
    composites=(
        Composite("own_calendar", ("calendar",), ("calendar",), "own_calendar", is_exclusive=False, needs="calendar"),
        Composite("last_day", ("date_from", "date_to"), ("date_to",), "last_day", is_exclusive=False, needs="calendar"),
    ),
    tables=(
        Table("landed_reporting_period", key=("calendar", "period_code"), stored="reporting_period"),
        Table("landed_holiday", key=("day",), stored="working_day", instead_if="day"),
    ),
    has_city=False,
    refreshes=Refresh.DATABASE,
)
