"""Screen 1: counts and rates by a dimension, beside those of other periods."""

from __future__ import annotations

from parx_tui.data.pages import Page
from parx_tui.i18n import N_, Language, _
from parx_tui.ui.tables.columns import Column, TableContent, plain_column
from parx_tui.ui.tables.drill import DrillTable, place_column
from parx_tui.ui.tables.report_table import Drawing

COMPARED = (
    "received_total",
    "on_time_rate",
    "resolved_late",
    "pending_total",
    "pending_overdue",
    "resolved_total",
    "received_new",
    "online_share",
)
COMPARED_HEADS = {"previous": N_("before"), "year_ago": N_("year ago")}


class CompareTable(DrillTable):
    """The table of ``compare``: its rows are those of ``drill``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        columns = compared_columns(page, drawing.language)
        return TableContent((place_column(page, drawing), *columns), len(page.rows))


TABLE = CompareTable()


def compared_columns(page: Page, language: Language) -> list[Column]:
    """Return the columns that are compared, each beside itself in the other periods."""
    return [
        column
        for name in COMPARED
        for column in (
            plain_column(page, name, language),
            *(plain_column(page, f"{name}_{role}", language, head=_(head)) for role, head in COMPARED_HEADS.items()),
        )
    ]
