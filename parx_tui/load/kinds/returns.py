"""Returns of form 06/VPCP/KSTT, each one whole."""

from __future__ import annotations

from parx_tui.i18n import N_
from parx_tui.load.kinds.kind import Field, Kind, Table

RETURNS = Kind(
    name="returns",
    noun=N_("lines of returns"),
    load_order=70,
    fields=(
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
    tables=(Table("landed_unit_return", stored="unit_return", counted_in="unit_return"),),
    is_whole=True,
)

FIGURES = tuple(field.name for field in RETURNS.fields if field.values == "form_count")
"""The figures of a line, in the order of columns (3) to (13)."""
