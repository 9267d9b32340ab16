"""The rows that break a rule."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from parx_tui.data.figures import value_text
from parx_tui.data.pages import Page
from parx_tui.data.sqlfiles import files
from parx_tui.i18n import Language, _
from parx_tui.labels import value_word
from parx_tui.ui.tables.columns import Column, TableContent, heading, narrowed_column, plain_column, sections_by
from parx_tui.ui.tables.report_table import Drawing, ReportTable


class CheckRowsTable(ReportTable):
    """The table of ``check_rows``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page under what the check looks for."""
        language = drawing.language
        rows = [page.values(row) for row in range(len(page.rows))]
        subject = narrowed_column(
            "subject", heading("subject"), texts_of(rows, "subject", language), drawing.width * 3 // 8
        )
        sides = shared_columns(rows, ("expected", "found"), drawing.width - subject.width - 2, language)
        checks = [str(values["check_name"]) for values in rows]
        meanings = [_(files("checks")[check].grain) for check in checks]

        def remark(row: int) -> str:
            expected, found = (side.cell(row)[0] for side in sides)
            return _("expected: {expected}; found: {found}").format(expected=expected, found=found)

        columns = (subject, *sides, plain_column(page, "check_name", language))
        return TableContent(columns, len(rows), sections_by(checks, meanings), remark)

    def key(self, page: Page, row: int) -> str:
        """Return the whole row: a rule may be broken in several ways by one subject."""
        return "/".join(map(str, page.rows[row]))

    def check(self, page: Page, row: int) -> str | None:
        """Return the check that a row breaks."""
        return str(page.values(row)["check_name"])


TABLE = CheckRowsTable()


def texts_of(rows: Sequence[dict[str, object]], column: str, language: Language) -> list[str]:
    """Return what stands in a column of the rows of checks; contradictions of filings in words."""
    return [value_word("quarantine_reason", values[column]) or value_text(values[column], language) for values in rows]


def shared_columns(
    rows: Sequence[dict[str, object]], names: tuple[str, str], room: int, language: Language
) -> tuple[Column, Column]:
    """Return two columns that share ``room``: each has what the other leaves, and half of it at least."""
    texts = [texts_of(rows, name, language) for name in names]
    heads = [heading(name) for name in names]
    widest = [max(map(cell_len, [head, *column])) for head, column in zip(heads, texts, strict=True)]
    first = min(widest[0], max(room - 1 - widest[1], room // 2))
    widths = (first, room - 1 - first)
    one, other = (
        narrowed_column(name, head, column, width)
        for name, head, column, width in zip(names, heads, texts, widths, strict=True)
    )
    return one, other
