"""Lists of the units of a city."""

from __future__ import annotations

from parx_tui.i18n import N_
from parx_tui.load.kinds.kind import Composite, Field, Kind, Refresh, Table

AGENCIES = Kind(
    name="agencies",
    noun=N_("units"),
    load_order=20,
    fields=(
        Field("agency_code", "text", N_("code of the unit"), is_needed=True),
        Field("agency_name", "text", N_("unit"), is_needed=True),
        Field("level", "level", N_("authority level")),
        Field("parent_code", "text", N_("code of the parent unit")),
        Field("valid_from", "date", N_("first day on which it exists")),
        Field("valid_to", "date", N_("last day on which it exists")),
        Field("predecessor_code", "unit_code", N_("code of the unit that it follows")),
    ),
    composites=(
        Composite("changed_on", ("predecessor_code", "valid_from"), ("valid_from",), "change_day", is_exclusive=False),
    ),
    tables=(
        Table(
            "landed_agency",
            key=("city_code", "code", "known_from"),
            validity=("valid_from", "valid_to"),
            stored="agency",
            counted_in="agency",
        ),
        Table(
            "landed_agency_lineage",
            key=("city_code", "predecessor_code", "successor_code", "changed_on"),
            stored="agency_lineage",
            counted_in="agency_lineage",
        ),
    ),
    refreshes=Refresh.CITY,
)
