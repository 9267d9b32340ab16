"""Filings, as the one-stop software of an office exports them: merged with those known."""

from __future__ import annotations

from parx_tui.i18n import N_
from parx_tui.load.kinds.kind import Composite, Coverage, Field, Kind, Table

FILINGS = Kind(
    name="filings",
    noun=N_("filings"),
    load_order=60,
    fields=(
        Field("filing_code", "filing_code", N_("code of the filing"), is_needed=True),
        Field("procedure_code", "procedure_code", N_("code of the procedure")),
        Field("procedure_name", "text", N_("name of the procedure")),
        Field("field_code", "text", N_("code of the field")),
        Field("field_name", "text", N_("field")),
        Field("received_on", "date", N_("day of receipt"), is_needed=True),
        Field("due_on", "date", N_("due date")),
        Field("reappointed_due_on", "date", N_("new due date")),
        Field("completed_on", "date", N_("day on which processing ended")),
        Field("returned_on", "date", N_("day on which the result was handed over")),
        Field("withdrawn_on", "date", N_("day of withdrawal")),
        Field("paused_from", "date", N_("first day of a pause")),
        Field("resumed_on", "date", N_("day on which the clock runs again")),
        Field("status", "status", N_("status")),
        Field("channel", "channel", N_("channel")),
        Field("agency_code", "text", N_("code of the unit")),
        Field("agency_name", "text", N_("unit")),
    ),
    either=(("procedure_code",), ("procedure_name",)),
    composites=(
        # The code of a filing begins with that of its unit, which helps where nothing else tells the unit.
        Composite(
            "agency",
            ("agency_code", "agency_name"),
            ("agency_name", "agency_code", "filing_code"),
            "unit",
            spare="code_stem",
        ),
        Composite(
            "procedure",
            ("procedure_code", "procedure_name", "field_code", "field_name"),
            ("procedure_code", "filing_code"),
            "procedure",
        ),
    ),
    redundant={"procedure_code": ("procedure_name", "field_code", "field_name")},
    ends={
        "resolved_without_date": ("completed_on",),
        "withdrawn_without_date": ("withdrawn_on", "completed_on", "returned_on"),
    },
    tables=(
        Table("landed_filing", stored="filing", counted_in="incoming_filing"),
        Table("landed_filing_pause", stored="filing_pause"),
    ),
    is_merged=True,
    coverage=Coverage("covered_days", titled="titled_days", future="days_ahead", is_lasting=True),
    usual_source="mot-cua",
)
