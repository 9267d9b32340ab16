"""What later loads changed of filings."""

from __future__ import annotations

from parx_tui.data.figures import value_text
from parx_tui.data.pages import Page
from parx_tui.i18n import Language
from parx_tui.labels import value_word
from parx_tui.ui.styled_text import StyledText
from parx_tui.ui.tables.columns import Column, TableContent, heading, named_column, plain_columns, texts_column
from parx_tui.ui.tables.report_table import Drawing, ReportTable

BEFORE_AND_AFTER = ("status", "due_on", "completed_on", "withdrawn_on", "agency_code")
REST = ("changed", "load", "previous_load", "source_system", "city")


class ChangesTable(ReportTable):
    """The table of ``changes``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page: what changed, before and after."""
        code = named_column(page, "filing", drawing.code_width, drawing.language)
        columns = (
            code,
            *(before_after_column(page, name, drawing) for name in BEFORE_AND_AFTER),
            *plain_columns(page, REST, drawing.language),
        )

        def remark(row: int) -> str:
            return value_word("changed", page.values(row)["changed"]) or ""

        return TableContent(columns, len(page.rows), remark=remark)

    def key(self, page: Page, row: int) -> str:
        """Return all that the row tells: one load may change a filing several times."""
        return "/".join(map(str, page.rows[row]))


TABLE = ChangesTable()


def before_after_column(page: Page, name: str, drawing: Drawing) -> Column:
    """Return a column that shows what changed as before and after, and quietly what did not."""
    before, after = page.columns.index(f"{name}_before"), page.columns.index(name)
    cells: list[StyledText] = []
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
