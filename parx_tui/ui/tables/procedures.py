"""Screen 4: procedures in force and what changed."""

from __future__ import annotations

from dataclasses import replace

from parx_tui.data.reports import Page, Question
from parx_tui.ui.tables.kind import Drawing
from parx_tui.ui.tables.view import TableView, named_column, plain_columns, record

COUNTS = (
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
LIST = (
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


class ProceduresTable:
    """The table of ``procedures``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page."""
        by = page.columns[2]
        name = named_column(page, by, drawing.name_width, drawing.language)
        return TableView((name, *plain_columns(page, COUNTS, drawing.language)), len(page.rows))

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of the procedures that a row counts."""
        cells = record(page, row)
        by = page.columns[2]
        path = replace(question.path, by=None, city=str(cells["city_code"]), **{by: str(cells[f"{by}_code"])})
        return Question("procedure_list", replace(path, period=path.period or page.period))

    def key(self, page: Page, row: int) -> str:
        """Return the codes of city and row."""
        cells = record(page, row)
        return f"{cells['city_code']}/{cells[f'{page.columns[2]}_code']}"


class ProcedureListTable:
    """The table of ``procedure_list``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page."""
        name = named_column(page, page.columns[0], drawing.width // 2, drawing.language)
        return TableView((name, *plain_columns(page, LIST, drawing.language)), len(page.rows))

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return nothing: the card of a procedure tells the rest."""
        return None

    def key(self, page: Page, row: int) -> str:
        """Return the codes of city and procedure."""
        cells = record(page, row)
        return f"{cells['city_code']}/{cells['procedure_code']}"
