"""What loads brought."""

from __future__ import annotations

from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.ui.tables.columns import TableContent, named_column, plain_columns
from parx_tui.ui.tables.report_table import Drawing, ReportTable, list_question

COLUMNS = (
    "kind",
    "rows_read",
    "rows_loaded",
    "rows_updated",
    "rows_unchanged",
    "rows_rejected",
    "loaded_at",
    "covered_from",
    "covered_to",
    "extent",
    "city",
    "source_system",
    "load",
    "batch",
    "synthetic",
    "sha256",
)


class LoadsTable(ReportTable):
    """The table of ``loads``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        name = named_column(page, "file_name", drawing.name_width, drawing.language)
        return TableContent((name, *plain_columns(page, COLUMNS, drawing.language)), len(page.rows))

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of what the load rejected; ``None`` where it rejected nothing."""
        values = page.values(row)
        if not values["rows_rejected"]:
            return None
        return list_question("rejects", f"#{values['load']}:")

    def key(self, page: Page, row: int) -> str:
        """Return the number of the load."""
        return str(page.values(row)["load"])


TABLE = LoadsTable()
