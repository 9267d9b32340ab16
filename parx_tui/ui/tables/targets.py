"""Screen 2: every target as a gauge, under the document that sets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from parx_tui.data.drill import DrillPath
from parx_tui.data.figures import percent_text, quantity_text
from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.i18n import Language, _
from parx_tui.labels import value_word
from parx_tui.ui.cells import CELL_STYLES, Cell
from parx_tui.ui.gauges import bar, counts_text, left_text
from parx_tui.ui.reading import Reading, count_in, share_in, text_in
from parx_tui.ui.tables.report_table import Drawing, ReportTable
from parx_tui.ui.tables.view import Column, TableView, names_column, plain_columns, sections_of, texts_column

REST = ("definition", "set_for", "period", "city", "level", "agency", "field", "coverage", "note")
SCOPE_COLUMNS = {"city": "city_code", "level": "level", "agency": "agency", "field": "field"}
"""Columns that tell whom a target binds, by their dimensions."""


class TargetsTable(ReportTable):
    """The table of ``targets``."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page: a gauge where filings tell, else what a document reports."""
        language = drawing.language
        rows = [page.values(row) for row in range(len(page.rows))]
        readings = [reading_of(cells) for cells in rows]
        bar_width = 10 if drawing.width < 100 else 16
        columns = [
            names_column(rows, _("Target"), drawing.name_width),
            Column("bar", "", bar_width, False, lambda row: bar_cell(rows[row], readings[row], bar_width, drawing)),
            texts_column(
                "value", _("Value"), [(value_text_of(cells, language), "strong") for cells in rows], right=True
            ),
            texts_column("target", _("Target"), [(target_text_of(cells, drawing), "") for cells in rows]),
            texts_column(
                "verdict",
                _("Result"),
                [verdict_cell(reading) for reading in readings],
            ),
            texts_column(
                "allowance_left", _("Left"), [(left_text(reading, language), "strong") for reading in readings]
            ),
            texts_column(
                "value_count", _("k/n"), [(counts_text(reading, language), "quiet") for reading in readings], right=True
            ),
            texts_column("strict_value", _("Strict"), [strict_cell(cells, language) for cells in rows]),
            texts_column("reported_value", _("Reported"), [(reported_text(cells, language), "") for cells in rows]),
            *plain_columns(page, REST, language),
        ]

        def remark(row: int) -> str:
            strict = strict_cell(rows[row], language)[0]
            told = [counts_text(readings[row], language), f"strict {strict}" if strict else ""]
            definition = rows[row]["definition"]
            return ", ".join(part for part in (*told, str(definition or "")) if part)

        return TableView(tuple(columns), len(rows), sections_of(rows), remark)

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of the units that make the figure of a target; ``None`` where filings do not tell it."""
        cells = page.values(row)
        if cells["period"] is None:
            return None
        bound = {
            dimension: str(cells[column]) for dimension, column in SCOPE_COLUMNS.items() if cells[column] is not None
        }
        definition = question.path.definition or (str(cells["definition"]) if cells["definition"] else None)
        path = DrillPath(
            **{**dict(question.path.filters()), **bound},
            period=str(cells["period"]),
            calendar=question.path.calendar,
            definition=definition,
        )
        return Question("drill", replace(path, by=path.next_dimension() or "period"))

    def key(self, page: Page, row: int) -> str:
        """Return document, indicator and scope, which no two targets share."""
        cells = page.values(row)
        return "/".join(str(cells[column]) for column in ("source_id", "indicator", "set_for", *SCOPE_COLUMNS.values()))


TABLE = TargetsTable()


def reading_of(cells: dict[str, object]) -> Reading:
    """Return the reading of a row of ``targets``; without a value where filings do not tell it."""
    return Reading(
        name=str(cells["indicator_name"]),
        value=share_in(cells, "value"),
        count=count_in(cells, "value_count"),
        base=count_in(cells, "value_base"),
        operator=text_in(cells, "operator"),
        target=share_in(cells, "target") if cells["unit"] == "ratio" else None,
        verdict=text_in(cells, "verdict"),
        left=count_in(cells, "allowance_left"),
    )


def bar_cell(cells: dict[str, object], reading: Reading, width: int, drawing: Drawing) -> Cell:
    """Return the bar of a reading as one text; where filings do not tell, the figure that a document reports."""
    if reading.value is None:
        return reported_text(cells, drawing.language), "quiet"
    parts = bar(reading, width, drawing.glyphs)
    return "".join(text for text, _style in parts), parts[0][1]


def value_text_of(cells: dict[str, object], language: Language) -> str:
    """Return the value reached; a dash where the filings do not tell."""
    value = cells["value"]
    return percent_text(value, language) if isinstance(value, Decimal) else "-"


def target_text_of(cells: dict[str, object], drawing: Drawing) -> str:
    """Return a target in words: a share, a rank to reach, or something to be done."""
    operator = drawing.glyphs.operators.get(str(cells["operator"]), str(cells["operator"]))
    target = cells["target"]
    if not isinstance(target, Decimal):
        return ""
    if cells["unit"] == "yes_no":
        return _("do it")
    if cells["unit"] == "rank":
        return _("rank {operator}{rank}").format(operator=operator, rank=int(target))
    return f"{operator}{quantity_text(target, str(cells['unit']), drawing.language)}"


def verdict_cell(reading: Reading) -> Cell:
    """Return the word for how a target stands."""
    stands = reading.standing
    return value_word("verdict", stands) or "", CELL_STYLES.get(stands, "quiet")


def strict_cell(cells: dict[str, object], language: Language) -> Cell:
    """Return the rate by the definition strict, with its verdict as style and word."""
    value = cells["strict_value"]
    if not isinstance(value, Decimal):
        return "", ""
    verdict = str(cells["strict_verdict"])
    return f"{percent_text(value, language)} {value_word('verdict', verdict) or ''}".rstrip(), CELL_STYLES.get(
        verdict, ""
    )


def reported_text(cells: dict[str, object], language: Language) -> str:
    """Return the figure that a document reports for the target, with its period."""
    value = cells["reported_value"]
    if not isinstance(value, Decimal):
        return ""
    operator = str(cells["reported_operator"]) if cells["reported_operator"] != "=" else ""
    figure = operator + quantity_text(value, str(cells["unit"]), language)
    when = cells["reported_period"]
    return f"{figure} ({when:%d/%m/%Y})" if isinstance(when, date) else f"{figure} ({when})"
