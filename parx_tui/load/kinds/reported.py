"""Figures that offices and portals have reported."""

from __future__ import annotations

from parx_tui.i18n import N_
from parx_tui.load.kinds.documents import FIGURE_COMPOSITES, SOURCE_DOCUMENTS
from parx_tui.load.kinds.kind import Field, Kind, Table

REPORTED = Kind(
    name="reported",
    noun=N_("reported figures"),
    load_order=50,
    fields=(
        Field("source_id", "text", N_("short name of the document")),
        Field("document", "text", N_("document")),
        Field("issuer", "text", N_("issuer")),
        Field("indicator", "indicator", N_("indicator"), is_needed=True),
        Field("city", "city", N_("city")),
        Field("level", "level", N_("authority level")),
        Field("field_name", "text", N_("field")),
        Field("period", "period", N_("period")),
        Field("as_of", "date", N_("day for which it holds")),
        Field("operator", "operator", N_("operator")),
        Field("numerator", "count", N_("upper number")),
        Field("denominator", "count", N_("lower number")),
        Field("value", "number", N_("value"), is_needed=True),
        Field("unit", "measure_unit", N_("unit of the value")),
        Field("note", "text", N_("note")),
    ),
    either=(("period",), ("as_of",)),
    composites=FIGURE_COMPOSITES,
    tables=(
        Table(
            "landed_reported_figure",
            key=("source_id", "indicator", "city", "level", "field", "period", "as_of"),
            stored="reported_figure",
            counted_in="reported_figure",
        ),
        SOURCE_DOCUMENTS,
    ),
)
