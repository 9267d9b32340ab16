"""What loads brought: the loads themselves, what they rejected, and what they changed."""

from __future__ import annotations

from parx_tui.data.drill import DrillPath
from parx_tui.data.figures import value_text
from parx_tui.data.reports import Page, Question
from parx_tui.i18n import Language, _
from parx_tui.labels import value_word
from parx_tui.ui.cells import Cell
from parx_tui.ui.tables.kind import Drawing
from parx_tui.ui.tables.quality import ROWS_AT_ONCE
from parx_tui.ui.tables.view import (
    Column,
    TableView,
    heading,
    named_column,
    narrowed_column,
    plain_columns,
    record,
    sections_by,
    texts_column,
)

LOADS = (
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
REJECTS = ("column_name", "cell_text", "problem", "hint", "load", "file_name", "city", "loaded_at")
BEFORE_AND_AFTER = ("status", "due_on", "completed_on", "withdrawn_on", "agency_code")
CHANGES_REST = ("changed", "load", "previous_load", "source_system", "city")


class LoadsTable:
    """The table of ``loads``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page."""
        name = named_column(page, "file_name", drawing.name_width, drawing.language)
        return TableView((name, *plain_columns(page, LOADS, drawing.language)), len(page.rows))

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of what the load rejected; ``None`` where it rejected nothing."""
        cells = record(page, row)
        if not cells["rows_rejected"]:
            return None
        return Question("rejects", DrillPath(by=None), text=f"#{cells['load']}:", limit=ROWS_AT_ONCE)

    def key(self, page: Page, row: int) -> str:
        """Return the number of the load."""
        return str(record(page, row)["load"])


class RejectsTable:
    """The table of ``rejects``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page: rows and cells, under their files."""
        rows = [record(page, row) for row in range(len(page.rows))]
        # As a spreadsheet writes it, without a sign for thousands.
        numbers = [str(cells["row_number"]) for cells in rows]
        titles = [_("{file}, load {load}").format(file=cells["file_name"], load=cells["load"]) for cells in rows]
        columns = (
            narrowed_column("row_number", heading("row_number"), numbers, drawing.name_width),
            *plain_columns(page, REJECTS, drawing.language),
        )
        sections = sections_by([cells["load"] for cells in rows], titles)
        return TableView(columns, len(rows), sections, lambda row: rejected_text(rows[row]))

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return nothing: the card of a cell tells the rest."""
        return None

    def key(self, page: Page, row: int) -> str:
        """Return load, row and column."""
        cells = record(page, row)
        return "/".join(str(cells[column]) for column in ("load", "row_number", "column_name"))


class ChangesTable:
    """The table of ``changes``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page: what changed, before and after."""
        code = named_column(page, "filing", drawing.code_width, drawing.language)
        columns = (
            code,
            *(before_after_column(page, name, drawing) for name in BEFORE_AND_AFTER),
            *plain_columns(page, CHANGES_REST, drawing.language),
        )

        def remark(row: int) -> str:
            return value_word("changed", record(page, row)["changed"]) or ""

        return TableView(columns, len(page.rows), remark=remark)

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return nothing: the card of a change tells the rest."""
        return None

    def key(self, page: Page, row: int) -> str:
        """Return all that the row tells: one load may change a filing several times."""
        return "/".join(map(str, page.rows[row]))


def rejected_text(cells: dict[str, object]) -> str:
    """Return in a line what is wrong with a cell, and in which file it stands."""
    problem = value_word("problem", cells["problem"]) or cells["problem"]
    told = (cells["file_name"], cells["cell_text"], problem, cells["hint"])
    return ", ".join(str(part) for part in told if part is not None)


def before_after_column(page: Page, name: str, drawing: Drawing) -> Column:
    """Return a column that shows what changed as before and after, and quietly what did not."""
    before, after = page.columns.index(f"{name}_before"), page.columns.index(name)
    cells: list[Cell] = []
    for row in page.rows:
        text = text_of(name, row[after], drawing.language)
        if row[before] == row[after]:
            cells.append((text, "quiet"))
        else:
            cells.append((f"{text_of(name, row[before], drawing.language)} {drawing.glyphs.into} {text}", ""))
    return texts_column(name, heading(name), cells)


def text_of(column: str, value: object, language: Language) -> str:
    """Return a value in words."""
    return value_word(column, value) or value_text(value, language)
