"""Lists of procedures, as the national portal and cities publish them."""

from __future__ import annotations

from parx_tui.i18n import N_
from parx_tui.load.kinds.kind import Composite, Coverage, Field, Kind, Refresh, Table

NO_FIELD = ("CHUA_RO", "Chưa rõ lĩnh vực")
"""Field of procedures for which none is told."""

PROCEDURES = Kind(
    name="procedures",
    noun=N_("procedures"),
    load_order=30,
    fields=(
        Field("procedure_code", "procedure_code", N_("code of the procedure"), is_needed=True),
        Field("procedure_name", "text", N_("name of the procedure"), is_needed=True),
        Field("field_code", "text", N_("code of the field")),
        Field("field_name", "text", N_("field")),
        Field("level", "level", N_("authority level")),
        Field("published_on", "date", N_("first day in force")),
        Field("abolished_on", "date", N_("first day no longer in force")),
        Field("replaced_by", "procedure_code", N_("code of the procedure that replaces it")),
        Field("service_level", "service_level", N_("online service level")),
        Field("service_level_from", "date", N_("first day of the service level")),
        Field("on_national_portal_since", "date", N_("on the national portal since")),
    ),
    composites=(Composite("field", ("field_code", "field_name"), ("field_name",), "field"),),
    tables=(
        Table(
            "landed_procedure",
            key=("city_code", "code", "known_from"),
            validity=("published_on", "abolished_on"),
            if_missing={"field_code": NO_FIELD[0], "level": "unknown"},
            stored="procedure",
            counted_in="procedure",
        ),
        Table(
            "landed_procedure_service",
            key=("city_code", "procedure_code", "valid_from"),
            stored="procedure_service",
            counted_in="procedure_service",
        ),
    ),
    coverage=Coverage("listed_days"),
    refreshes=Refresh.CITY,
)
