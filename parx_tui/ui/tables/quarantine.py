"""Filings that contradict themselves, with their dates."""

from __future__ import annotations

from parx_tui.data.pages import Page
from parx_tui.ui.tables.columns import TableContent, named_column, plain_columns
from parx_tui.ui.tables.report_table import Drawing, ReportTable

COLUMNS = (
    "quarantine_reason",
    "received_on",
    "due_on",
    "completed_on",
    "withdrawn_on",
    "status",
    "agency",
    "procedure",
    "as_of",
    "file_name",
    "load",
    "source_system",
    "city",
    "agency_code",
    "procedure_code",
)


class QuarantineTable(ReportTable):
    """The table of ``quarantine``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        code = named_column(page, "filing", drawing.code_width, drawing.language)
        return TableContent((code, *plain_columns(page, COLUMNS, drawing.language)), len(page.rows))

    def key(self, page: Page, row: int) -> str:
        """Return city, source system and code, which are the key of a filing only together."""
        values = page.values(row)
        return "/".join(str(values[column]) for column in ("city_code", "source_system", "filing"))


TABLE = QuarantineTable()
