"""How much of each period the loads of a city's filings know."""

from __future__ import annotations

from parx_tui.data.figures import period_text
from parx_tui.data.pages import Page
from parx_tui.ui.tables.columns import TableContent, heading, narrowed_column, plain_columns, sections_by
from parx_tui.ui.tables.report_table import Drawing, ReportTable

COLUMNS = ("coverage", "days", "days_known", "days_whole", "covered_to", "period_from", "period_to", "city", "calendar")
WIDEST_PERIOD = 26


class CoverageTable(ReportTable):
    """The table of ``coverage_list``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page: periods, under their cities."""
        rows = [page.values(row) for row in range(len(page.rows))]
        periods = [period_text(str(values["period"])) for values in rows]
        columns = (
            narrowed_column("period", heading("period"), periods, max(WIDEST_PERIOD, drawing.name_width)),
            *plain_columns(page, COLUMNS, drawing.language),
        )
        cities = [str(values["city"]) for values in rows]
        return TableContent(columns, len(rows), sections_by([values["city_code"] for values in rows], cities))

    def key(self, page: Page, row: int) -> str:
        """Return city and period."""
        values = page.values(row)
        return f"{values['city_code']}/{values['period']}"


TABLE = CoverageTable()
