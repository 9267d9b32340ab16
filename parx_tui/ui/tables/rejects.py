"""What loads rejected."""

from __future__ import annotations

from parx_tui.data.pages import Page
from parx_tui.i18n import _
from parx_tui.labels import value_word
from parx_tui.ui.tables.columns import TableContent, heading, narrowed_column, plain_columns, sections_by
from parx_tui.ui.tables.report_table import Drawing, ReportTable

COLUMNS = ("column_name", "cell_text", "problem", "hint", "load", "file_name", "city", "loaded_at")


class RejectsTable(ReportTable):
    """The table of ``rejects``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page: rows and cells, under their files."""
        rows = [page.values(row) for row in range(len(page.rows))]
        # As a spreadsheet writes it, without a sign for thousands.
        numbers = [str(values["row_number"]) for values in rows]
        titles = [_("{file}, load {load}").format(file=values["file_name"], load=values["load"]) for values in rows]
        columns = (
            narrowed_column("row_number", heading("row_number"), numbers, drawing.name_width),
            *plain_columns(page, COLUMNS, drawing.language),
        )
        sections = sections_by([values["load"] for values in rows], titles)
        return TableContent(columns, len(rows), sections, lambda row: rejected_text(rows[row]))

    def key(self, page: Page, row: int) -> str:
        """Return load, row and column."""
        values = page.values(row)
        return "/".join(str(values[column]) for column in ("load", "row_number", "column_name"))


TABLE = RejectsTable()


def rejected_text(values: dict[str, object]) -> str:
    """Return in a line what is wrong with a cell, and in which file it stands."""
    problem = value_word("problem", values["problem"]) or values["problem"]
    told = (values["file_name"], values["cell_text"], problem, values["hint"])
    return ", ".join(str(part) for part in told if part is not None)
