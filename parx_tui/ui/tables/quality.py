"""Screen 6: what to look at before figures are reported, and the rows that break a rule."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from parx_tui.data.drill import DrillPath
from parx_tui.data.figures import value_text
from parx_tui.data.reports import Page, Question, report_file
from parx_tui.data.sqlfiles import SqlFile, files
from parx_tui.i18n import Language, _
from parx_tui.labels import value_word
from parx_tui.ui.tables.kind import Drawing
from parx_tui.ui.tables.view import (
    Column,
    TableView,
    heading,
    narrowed_column,
    plain_column,
    plain_columns,
    record,
    sections_by,
)

LEAST_MEANING = 40
"""Cells below which a sentence is not worth beginning."""

ROWS_AT_ONCE = 500
"""Rows of a list that may be long; the keys for pages show the others."""

SHORT_LISTS = ("loads", "coverage_list")


class QualityTable:
    """The table of ``quality``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page: each thing to look at, how it stands, and what it means."""
        rows = [record(page, row) for row in range(len(page.rows))]
        items = [value_word("item", cells["item"]) or str(cells["item"]) for cells in rows]
        item = narrowed_column("item", heading("item"), items, drawing.width // 2)
        columns = [item, *plain_columns(page, ("standing", "rows_found"), drawing.language)]
        meanings = [_(meaning_of(cells).grain) for cells in rows]
        room = drawing.width - sum(column.width + 1 for column in columns)
        columns.append(narrowed_column("meaning", _("Meaning"), meanings, max(LEAST_MEANING, room)))
        return TableView(tuple(columns), len(rows), rule_sections(rows), lambda row: meanings[row])

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of what a row counts; ``None`` where that is nothing."""
        cells = record(page, row)
        report = str(cells["report"])
        if report in SHORT_LISTS:
            return Question(report, DrillPath(by=None))
        text = str(cells["item"]) if cells["part"] == "check" else None
        return Question(report, DrillPath(by=None), text=text, limit=ROWS_AT_ONCE) if cells["rows_found"] else None

    def key(self, page: Page, row: int) -> str:
        """Return the name of the check or part."""
        return str(record(page, row)["item"])


class CheckRowsTable:
    """The table of ``check_rows``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page under what the check looks for."""
        language = drawing.language
        rows = [record(page, row) for row in range(len(page.rows))]
        subject = narrowed_column(
            "subject", heading("subject"), texts_of(rows, "subject", language), drawing.width * 3 // 8
        )
        sides = shared_columns(rows, ("expected", "found"), drawing.width - subject.width - 2, language)
        checks = [str(cells["check_name"]) for cells in rows]
        meanings = [_(files("checks")[check].grain) for check in checks]

        def remark(row: int) -> str:
            expected, found = (side.cell(row)[0] for side in sides)
            return _("expected: {expected}; found: {found}").format(expected=expected, found=found)

        columns = (subject, *sides, plain_column(page, "check_name", language))
        return TableView(columns, len(rows), sections_by(checks, meanings), remark)

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return nothing: the card of a row tells the rest."""
        return None

    def key(self, page: Page, row: int) -> str:
        """Return the whole row: a rule may be broken in several ways by one subject."""
        return "/".join(map(str, page.rows[row]))


def check_of(page: Page, row: int) -> str | None:
    """Return the check that a row is about, ``None`` for a row about none."""
    cells = record(page, row)
    return str(cells["item"]) if cells.get("part") == "check" else str(cells.get("check_name") or "") or None


def meaning_of(cells: dict[str, object]) -> SqlFile:
    """Return the file whose header says what a row of ``quality`` is about."""
    return files("checks")[str(cells["item"])] if cells["part"] == "check" else report_file(str(cells["report"]))


def rule_sections(rows: Sequence[dict[str, object]]) -> dict[int, str]:
    """Return the headings above the lists and above the rules, none where an order of the user mixes them."""
    are_rules = [cells["part"] == "check" for cells in rows]
    titles = [_("Rules that rows may break") if is_rule else _("Data as it was loaded") for is_rule in are_rules]
    sections = sections_by(are_rules, titles)
    return sections if len(sections) == len(set(are_rules)) else {}


def texts_of(rows: Sequence[dict[str, object]], column: str, language: Language) -> list[str]:
    """Return what stands in a column of the rows of checks; contradictions of filings in words."""
    return [value_word("quarantine_reason", cells[column]) or value_text(cells[column], language) for cells in rows]


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
