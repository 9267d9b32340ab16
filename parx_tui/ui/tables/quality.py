"""Screen 6: what to look at before figures are reported."""

from __future__ import annotations

from collections.abc import Sequence

from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS, report_file
from parx_tui.data.sqlfiles import SqlFile, files
from parx_tui.i18n import _
from parx_tui.labels import value_word
from parx_tui.ui.tables.columns import TableContent, heading, narrowed_column, plain_columns, sections_by
from parx_tui.ui.tables.report_table import Drawing, ReportTable, list_question

LEAST_MEANING = 40
"""Cells below which a sentence is not worth beginning."""


class QualityTable(ReportTable):
    """The table of ``quality``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page: each thing to look at, how it stands, and what it means."""
        rows = [page.values(row) for row in range(len(page.rows))]
        items = [value_word("item", values["item"]) or str(values["item"]) for values in rows]
        item = narrowed_column("item", heading("item"), items, drawing.width // 2)
        columns = [item, *plain_columns(page, ("standing", "rows_found"), drawing.language)]
        meanings = [_(meaning_of(values).grain) for values in rows]
        room = drawing.width - sum(column.width + 1 for column in columns)
        columns.append(narrowed_column("meaning", _("Meaning"), meanings, max(LEAST_MEANING, room)))
        return TableContent(tuple(columns), len(rows), rule_sections(rows), lambda row: meanings[row])

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of what a row counts; ``None`` where that is nothing."""
        values = page.values(row)
        report = str(values["report"])
        if REPORTS[report].rows_at_once is not None and not values["rows_found"]:
            return None
        return list_question(report, self.check(page, row))

    def key(self, page: Page, row: int) -> str:
        """Return the name of the check or part."""
        return str(page.values(row)["item"])

    def check(self, page: Page, row: int) -> str | None:
        """Return the check that a row counts the rows of, ``None`` for a list."""
        values = page.values(row)
        return str(values["item"]) if values["part"] == "check" else None


TABLE = QualityTable()


def meaning_of(values: dict[str, object]) -> SqlFile:
    """Return the file whose header says what a row of ``quality`` is about."""
    return files("checks")[str(values["item"])] if values["part"] == "check" else report_file(str(values["report"]))


def rule_sections(rows: Sequence[dict[str, object]]) -> dict[int, str]:
    """Return the headings above the lists and above the rules, none where an order of the user mixes them."""
    are_rules = [values["part"] == "check" for values in rows]
    titles = [_("Rules that rows may break") if is_rule else _("Data as it was loaded") for is_rule in are_rules]
    sections = sections_by(are_rules, titles)
    return sections if len(sections) == len(set(are_rules)) else {}
