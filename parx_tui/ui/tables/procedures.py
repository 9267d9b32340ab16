"""Screen 4: how many procedures are in force, and what changed."""

from __future__ import annotations

from dataclasses import replace

from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.ui.tables.columns import TableContent, named_column, plain_columns
from parx_tui.ui.tables.report_table import Drawing, ReportTable

COLUMNS = (
    "in_force",
    "published",
    "replaced",
    "abolished",
    "online_level_3",
    "online_level_4",
    "on_national_portal",
    "city",
    "as_of",
)


class ProceduresTable(ReportTable):
    """The table of ``procedures``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        by = page.columns[2]
        name = named_column(page, by, drawing.name_width, drawing.language)
        return TableContent((name, *plain_columns(page, COLUMNS, drawing.language)), len(page.rows))

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of the procedures that a row counts."""
        values = page.values(row)
        by = page.columns[2]
        path = replace(question.path, by=None, city=str(values["city_code"]), **{by: str(values[f"{by}_code"])})
        return Question("procedure_list", replace(path, period=path.period or page.period))

    def key(self, page: Page, row: int) -> str:
        """Return the codes of city and row."""
        values = page.values(row)
        return f"{values['city_code']}/{values[f'{page.columns[2]}_code']}"


TABLE = ProceduresTable()
