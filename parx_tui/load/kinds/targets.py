"""Targets that programmes and plans set."""

from __future__ import annotations

from parx_tui.i18n import N_
from parx_tui.load.kinds.documents import FIGURE_COMPOSITES, SOURCE_DOCUMENTS
from parx_tui.load.kinds.kind import Composite, Field, Kind, Table

TARGETS = Kind(
    name="targets",
    noun=N_("targets"),
    load_order=40,
    fields=(
        Field("source_id", "text", N_("short name of the document")),
        Field("document", "text", N_("document")),
        Field("issuer", "text", N_("issuer")),
        Field("indicator", "indicator", N_("indicator"), is_needed=True),
        Field("city", "city", N_("city")),
        Field("level", "level", N_("authority level")),
        Field("agency_name", "text", N_("unit")),
        Field("field_name", "text", N_("field")),
        Field("period", "period", N_("period"), is_needed=True),
        Field("operator", "operator", N_("operator")),
        Field("value", "number", N_("value"), is_needed=True),
        Field("unit", "measure_unit", N_("unit of the value")),
        Field("definition", "definition", N_("definition of on time")),
        Field("note", "text", N_("note")),
    ),
    composites=(
        Composite("agency", ("agency_name",), ("agency_name",), "scope_unit"),
        Composite("field", ("field_name",), ("field_name",), "scope_field"),
        *FIGURE_COMPOSITES,
    ),
    tables=(
        Table(
            "landed_target",
            key=("source_id", "indicator", "city", "level", "agency", "field", "period"),
            stored="target",
            counted_in="target",
        ),
        SOURCE_DOCUMENTS,
    ),
)
