"""Screen 4: the procedures themselves, with what changed."""

from __future__ import annotations

from parx_tui.data.pages import Page
from parx_tui.ui.tables.columns import TableContent, named_column, plain_columns
from parx_tui.ui.tables.report_table import Drawing, ReportTable

COLUMNS = (
    "procedure_code",
    "state",
    "service_level",
    "level",
    "field",
    "published_on",
    "abolished_on",
    "replaced_by",
    "on_national_portal_since",
    "city",
)


class ProcedureListTable(ReportTable):
    """The table of ``procedure_list``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        name = named_column(page, page.columns[0], drawing.width // 2, drawing.language)
        return TableContent((name, *plain_columns(page, COLUMNS, drawing.language)), len(page.rows))

    def key(self, page: Page, row: int) -> str:
        """Return the codes of city and procedure."""
        values = page.values(row)
        return f"{values['city_code']}/{values['procedure_code']}"


TABLE = ProcedureListTable()
