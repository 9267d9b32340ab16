"""Columns, and values that stand for something, in words."""

from __future__ import annotations

from parx_tui.i18n import N_, _

COLUMN_LABELS = {
    "abolished": N_("Abolished"),
    "agency": N_("Agency"),
    "agency_code": N_("Agency code"),
    "allowance_left": N_("Late filings left"),
    "as_of": N_("As of"),
    "carried_over": N_("Carried over"),
    "channel": N_("Channel"),
    "channel_code": N_("Channel code"),
    "city": N_("City"),
    "city_code": N_("City code"),
    "completed_on": N_("Completed on"),
    "coverage": N_("Coverage"),
    "covered_from": N_("Covered from"),
    "covered_to": N_("Covered to"),
    "days_over": N_("Days over"),
    "definition": N_("Definition"),
    "denominator": N_("Denominator"),
    "document": N_("Document"),
    "due_on": N_("Due on"),
    "extent": N_("Extent"),
    "field": N_("Field"),
    "field_code": N_("Field code"),
    "file_name": N_("File"),
    "filing": N_("Filing"),
    "in_force": N_("In force"),
    "indicator": N_("Indicator code"),
    "indicator_name": N_("Indicator"),
    "issuer": N_("Issuer"),
    "kind": N_("Kind"),
    "level": N_("Level"),
    "level_code": N_("Level code"),
    "load": N_("Load"),
    "measure": N_("Share"),
    "note": N_("Note"),
    "numerator": N_("Numerator"),
    "on_national_portal": N_("On the national portal"),
    "on_time_base": N_("Counted in the rate"),
    "on_time_count": N_("On time in the rate"),
    "on_time_rate": N_("On-time rate"),
    "on_time_rate_previous": N_("On time, period before"),
    "on_time_rate_year_ago": N_("On time, year before"),
    "online_level_3": N_("Online level 3"),
    "online_level_4": N_("Online level 4"),
    "online_share": N_("Online share"),
    "online_share_previous": N_("Online share, period before"),
    "online_share_year_ago": N_("Online share, year before"),
    "open_overdue": N_("Of failed, open"),
    "operator": N_("Operator"),
    "original_due_on": N_("First due on"),
    "pending_in_time": N_("Pending in time"),
    "pending_no_due": N_("Pending without due date"),
    "pending_overdue": N_("Pending overdue"),
    "pending_overdue_previous": N_("Pending overdue, period before"),
    "pending_overdue_year_ago": N_("Pending overdue, year before"),
    "pending_paused": N_("Pending, clock stopped"),
    "pending_total": N_("Pending"),
    "pending_total_previous": N_("Pending, period before"),
    "pending_total_year_ago": N_("Pending, year before"),
    "period": N_("Period"),
    "period_from": N_("Period from"),
    "period_to": N_("Period to"),
    "previous_value": N_("Period before"),
    "procedure": N_("Procedure"),
    "procedure_code": N_("Procedure code"),
    "published": N_("Published"),
    "published_on": N_("Published on"),
    "received_counter": N_("Received at the counter"),
    "received_new": N_("Newly received"),
    "received_new_previous": N_("Newly received, period before"),
    "received_new_year_ago": N_("Newly received, year before"),
    "received_on": N_("Received on"),
    "received_online": N_("Received online"),
    "received_post": N_("Received by post"),
    "received_total": N_("Received"),
    "received_total_previous": N_("Received, period before"),
    "received_total_year_ago": N_("Received, year before"),
    "replaced": N_("Replaced"),
    "resolved_early": N_("Resolved early"),
    "resolved_late": N_("Resolved late"),
    "resolved_late_previous": N_("Resolved late, period before"),
    "resolved_late_year_ago": N_("Resolved late, year before"),
    "resolved_no_due": N_("Resolved without due date"),
    "resolved_on_time": N_("Resolved on time"),
    "resolved_total": N_("Resolved"),
    "resolved_total_previous": N_("Resolved, period before"),
    "resolved_total_year_ago": N_("Resolved, year before"),
    "rows_loaded": N_("Rows loaded"),
    "rows_read": N_("Rows read"),
    "rows_rejected": N_("Rows rejected"),
    "service_level": N_("Service level"),
    "service_level_code": N_("Service level code"),
    "set_for": N_("Set for"),
    "sha256": N_("SHA-256"),
    "source_id": N_("Source"),
    "source_system": N_("Source system"),
    "state": N_("State"),
    "strict_value": N_("Strict rate"),
    "strict_verdict": N_("Strict verdict"),
    "synthetic": N_("Made up"),
    "target": N_("Target"),
    "target_operator": N_("Target operator"),
    "unit": N_("Unit"),
    "value": N_("Value"),
    "value_base": N_("Value, lower number"),
    "value_count": N_("Value, upper number"),
    "verdict": N_("Verdict"),
    "withdrawn": N_("Withdrawn"),
    "withdrawn_on": N_("Withdrawn on"),
}

SHORT_LABELS = {
    "allowance_left": N_("Left"),
    "carried_over": N_("Carried"),
    "days_over": N_("Days"),
    "due_on": N_("Due"),
    "on_time_rate": N_("On time"),
    "online_share": N_("Online"),
    "pending_in_time": N_("In time"),
    "pending_no_due": N_("No due"),
    "pending_overdue": N_("Overdue"),
    "pending_paused": N_("Paused"),
    "pending_total": N_("Open"),
    "received_counter": N_("Counter"),
    "received_new": N_("New"),
    "received_online": N_("Online no."),
    "received_post": N_("Post"),
    "received_total": N_("Received"),
    "resolved_early": N_("Early"),
    "resolved_late": N_("Late"),
    "resolved_no_due": N_("Done, no due"),
    "resolved_on_time": N_("On the day"),
    "resolved_total": N_("Done"),
    "verdict": N_("Result"),
}
"""Headings of columns in a narrow table."""

DEFINITION_TEXTS = {
    "resolved": (
        N_("of the resolved"),
        N_("filings resolved early or on time / filings resolved in the period; those without a due date left out"),
    ),
    "due": (
        N_("of those that fell due"),
        N_("filings resolved by their due date / filings that fell due in the period"),
    ),
    "strict": (
        N_("of the resolved and the overdue"),
        N_(
            "filings resolved early or on time / filings resolved in the period, open and overdue at its end, "
            "or withdrawn after they fell due"
        ),
    ),
    "workload": (
        N_("of all work"),
        N_(
            "1 - (resolved late + open and overdue + withdrawn after they fell due) / (carried over + newly received), "
            "those without a due date left out"
        ),
    ),
    "received": (
        N_("of the newly received"),
        N_(
            "filings resolved early or on time / filings newly received in the period, "
            "those without a due date left out"
        ),
    ),
    "online": (
        N_("of the newly received"),
        N_("filings received online / filings newly received in the period"),
    ),
}
"""What a share is taken of, and how it is reckoned."""

VALUE_WORDS = {
    "verdict": {
        "met": N_("MET"),
        "close": N_("CLOSE"),
        "missed": N_("MISSED"),
        "no_cases": N_("NO CASES"),
        "no_target": "",
        "no_data": N_("NO DATA"),
    },
    "state": {
        "in_time": N_("open, in time"),
        "overdue": N_("OVERDUE"),
        "paused": N_("clock stopped"),
        "no_due_date": N_("open, no due date"),
        "early": N_("early"),
        "on_time": N_("on time"),
        "late": N_("LATE"),
        "resolved_no_due_date": N_("resolved, no due date"),
        "withdrawn": N_("withdrawn"),
    },
    "coverage": {"whole": N_("whole"), "part": N_("in part"), "none": N_("not loaded")},
    "channel": {"online": N_("online"), "counter": N_("at the counter"), "post": N_("by post")},
    "extent": {"whole": N_("all units"), "part": N_("some units")},
}
"""Words for the codes in columns of reports."""


def value_word(column: str, value: object) -> str | None:
    """Return the word for a code in a column, ``None`` when the column holds no codes."""
    word = VALUE_WORDS.get(column, {}).get(str(value))
    return None if word is None else _(word)
