"""The last level of a drill: the filings themselves, without personal data."""

from __future__ import annotations

from parx_tui.data.pages import Page
from parx_tui.ui.tables.columns import TableContent, named_column, plain_columns
from parx_tui.ui.tables.report_table import Drawing, ReportTable

COLUMNS = (
    "state",
    "days_over",
    "due_on",
    "received_on",
    "completed_on",
    "agency",
    "procedure",
    "channel",
    "field",
    "original_due_on",
    "withdrawn_on",
    "level",
    "service_level",
    "city",
    "procedure_code",
    "agency_code",
    "source_system",
    "load",
)


class FilingsTable(ReportTable):
    """The table of ``filings``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        code = named_column(page, page.columns[0], drawing.code_width, drawing.language)
        return TableContent((code, *plain_columns(page, COLUMNS, drawing.language)), len(page.rows))

    def key(self, page: Page, row: int) -> str:
        """Return source system and code, which are the key of a filing only together."""
        return f"{page.rows[row][page.columns.index('source_system')]}/{page.rows[row][0]}"


TABLE = FilingsTable()
