"""Screen 1: counts and rates by a dimension."""

from __future__ import annotations

from dataclasses import replace

from parx_tui.data.figures import period_text
from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.data.standing import standing
from parx_tui.i18n import _
from parx_tui.labels import COLUMN_LABELS, SHORT_LABELS, value_word
from parx_tui.ui.row_values import count_in, share_in, text_in
from parx_tui.ui.styled_text import CODE_STYLES, StyledText
from parx_tui.ui.tables.columns import Column, TableContent, named_column, plain_columns
from parx_tui.ui.tables.report_table import Drawing, ReportTable

COLUMNS = (
    "received_total",
    "resolved_total",
    "resolved_late",
    "pending_total",
    "pending_overdue",
    "on_time_rate",
    "verdict",
    "allowance_left",
    "received_new",
    "carried_over",
    "online_share",
    "received_online",
    "received_counter",
    "received_post",
    "resolved_early",
    "resolved_on_time",
    "resolved_no_due",
    "withdrawn",
    "pending_in_time",
    "pending_paused",
    "pending_no_due",
    "on_time_count",
    "on_time_base",
    "definition",
    "coverage",
)
"""Columns by how much they matter: on a narrow screen the first ones are seen at once."""


class DrillTable(ReportTable):
    """The table of ``drill``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        language = drawing.language
        first = page.columns[0]
        columns = plain_columns(page, COLUMNS, language)
        columns[COLUMNS.index("verdict")] = standing_column(page)
        # The words of the row beside its code, at the far right.
        codes = plain_columns(page, [f"{first}_code"] if f"{first}_code" in page.columns else [], language)
        return TableContent((place_column(page, drawing), *columns, *codes), len(page.rows))

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of the row's parts: by the next dimension, and below the last the filings."""
        inner = question.path.into(self.key(page, row))
        inner = replace(inner, period=inner.period or page.period)
        if inner.by is None:
            # Single filings are listed as they stand, whatever on time means.
            return Question("filings", replace(inner, definition=None))
        return Question(question.report, inner)

    def key(self, page: Page, row: int) -> str:
        """Return the code of a row."""
        values = page.values(row)
        return str(values.get(f"{page.columns[0]}_code", values[page.columns[0]]))


TABLE = DrillTable()


def place_column(page: Page, drawing: Drawing) -> Column:
    """Return the first column: the places, or the periods, that the rows count."""
    name = page.columns[0]
    if name != "period":
        return named_column(page, name, drawing.name_width, drawing.language)
    head = _(COLUMN_LABELS[name])
    texts = [period_text(str(row[0])) for row in page.rows]
    width = max([len(head), *map(len, texts)])
    return Column(name, head, width, False, lambda row: (texts[row], ""))


def standing_column(page: Page) -> Column:
    """Return the column with the word for how each row stands against its target."""

    def cell(row: int) -> StyledText:
        stands = row_standing(page.values(row))
        return (value_word("verdict", stands) or "") if stands else "", CODE_STYLES.get(stands, "")

    name = "verdict"
    head = _(SHORT_LABELS[name])
    width = max([len(head), *(len(cell(row)[0]) for row in range(len(page.rows)))])
    return Column(name, head, width, False, cell)


def row_standing(values: dict[str, object]) -> str:
    """Return how a row of ``drill`` stands against its target."""
    return standing(
        text_in(values, "verdict"),
        share_in(values, "target"),
        count_in(values, "on_time_count"),
        count_in(values, "on_time_base"),
        count_in(values, "allowance_left"),
    )
