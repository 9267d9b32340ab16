"""The kinds of files that can be loaded, and the fields that each kind holds.

Which words head the column of a field stands in ``words/header.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass

from parx_tui.i18n import N_

PLAIN_VALUES = ("text", "filing_code", "date", "number", "count", "form_count", "procedure_code")
"""Values that are no words; for all others an office may have words of its own."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a file says of each row.

    ``values`` is how its texts are read (see ``values.READERS``); ``is_needed`` means that a row
    without it is rejected, and that a file without its column is no file of this kind.
    """

    name: str
    values: str
    label: str
    is_needed: bool = False

    @property
    def has_words(self) -> bool:
        """Whether an office may have words of its own for its values."""
        return self.values not in PLAIN_VALUES


@dataclass(frozen=True, slots=True)
class Kind:
    """What the rows of a file are.

    ``noun`` is said of many of them. ``either`` are groups of fields of which a file must have one whole.
    With ``keeps_headings``, headings and totals between the rows are rows too, and no cell is needed.
    """

    name: str
    noun: str
    fields: tuple[Field, ...]
    either: tuple[tuple[str, ...], ...] = ()
    keeps_headings: bool = False

    def field(self, name: str) -> Field:
        """Return a field by its name; ``KeyError`` when there is none."""
        return {field.name: field for field in self.fields}[name]


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "filings",
            N_("filings"),
            (
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
        ),
        Kind(
            "procedures",
            N_("procedures"),
            (
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
        ),
        Kind(
            "agencies",
            N_("units"),
            (
                Field("agency_code", "text", N_("code of the unit"), is_needed=True),
                Field("agency_name", "text", N_("unit"), is_needed=True),
                Field("level", "level", N_("authority level")),
                Field("parent_code", "text", N_("code of the parent unit")),
                Field("valid_from", "date", N_("first day on which it exists")),
                Field("valid_to", "date", N_("last day on which it exists")),
                Field("predecessor_code", "text", N_("code of the unit that it follows")),
            ),
        ),
        Kind(
            "targets",
            N_("targets"),
            (
                Field("source_id", "text", N_("short name of the document")),
                Field("document", "text", N_("document")),
                Field("issuer", "text", N_("issuer")),
                Field("indicator", "indicator", N_("indicator"), is_needed=True),
                Field("city", "text", N_("city")),
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
        ),
        Kind(
            "reported",
            N_("reported figures"),
            (
                Field("source_id", "text", N_("short name of the document")),
                Field("document", "text", N_("document")),
                Field("issuer", "text", N_("issuer")),
                Field("indicator", "indicator", N_("indicator"), is_needed=True),
                Field("city", "text", N_("city")),
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
        ),
        Kind(
            "returns",
            N_("lines of returns"),
            (
                Field("line", "text", N_("number of the line")),
                Field("name", "text", N_("field or unit"), is_needed=True),
                Field("received_total", "form_count", N_("received: total (3)"), is_needed=True),
                Field("received_online", "form_count", N_("received: online (4)")),
                Field("received_counter_post", "form_count", N_("received: at the counter or by post (5)")),
                Field("carried_over", "form_count", N_("received: carried over (6)")),
                Field("resolved_total", "form_count", N_("resolved: total (7)"), is_needed=True),
                Field("resolved_early", "form_count", N_("resolved: early (8)")),
                Field("resolved_on_time", "form_count", N_("resolved: on time (9)")),
                Field("resolved_late", "form_count", N_("resolved: late (10)")),
                Field("pending_total", "form_count", N_("pending: total (11)"), is_needed=True),
                Field("pending_in_time", "form_count", N_("pending: in time (12)")),
                Field("pending_overdue", "form_count", N_("pending: overdue (13)")),
            ),
            keeps_headings=True,
        ),
        Kind(
            "calendar",
            N_("days or periods"),
            (
                Field("calendar", "text", N_("calendar")),
                Field("period", "period", N_("period")),
                Field("date_from", "date", N_("first day")),
                Field("date_to", "date", N_("last day")),
                Field("day", "date", N_("day off")),
                Field("day_name", "text", N_("name of the day off")),
            ),
            either=(("calendar", "period", "date_from", "date_to"), ("day", "day_name")),
        ),
    )
}
