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
from parx_tui.ui.gauges import bar, counts_text, left_text
from parx_tui.ui.row_values import count_in, share_in, text_in
from parx_tui.ui.styled_text import CODE_STYLES, StyledText
from parx_tui.ui.tables.columns import Column, TableContent, names_column, plain_columns, sections_of, texts_column
from parx_tui.ui.tables.report_table import Drawing, ReportTable
from parx_tui.ui.watched_share import WatchedShare

REST = ("definition", "set_for", "period", "city", "level", "agency", "field", "coverage", "note")
SCOPE_COLUMNS = {"city": "city_code", "level": "level", "agency": "agency", "field": "field"}
"""Columns that tell whom a target binds, by their dimensions."""


class TargetsTable(ReportTable):
    """The table of ``targets``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page: a gauge where filings tell, else what a document reports."""
        language = drawing.language
        rows = [page.values(row) for row in range(len(page.rows))]
        shares = [target_share(values) for values in rows]
        bar_width = 10 if drawing.width < 100 else 16
        columns = [
            names_column(rows, _("Target"), drawing.name_width),
            Column("bar", "", bar_width, False, lambda row: bar_cell(rows[row], shares[row], bar_width, drawing)),
            texts_column(
                "value", _("Value"), [(value_text_of(values, language), "strong") for values in rows], right=True
            ),
            texts_column("target", _("Target"), [(target_text_of(values, drawing), "") for values in rows]),
            texts_column(
                "verdict",
                _("Result"),
                [verdict_cell(share) for share in shares],
            ),
            texts_column("allowance_left", _("Left"), [(left_text(share, language), "strong") for share in shares]),
            texts_column(
                "value_count", _("k/n"), [(counts_text(share, language), "quiet") for share in shares], right=True
            ),
            texts_column("strict_value", _("Strict"), [strict_cell(values, language) for values in rows]),
            texts_column("reported_value", _("Reported"), [(reported_text(values, language), "") for values in rows]),
            *plain_columns(page, REST, language),
        ]

        def remark(row: int) -> str:
            strict = strict_cell(rows[row], language)[0]
            told = [counts_text(shares[row], language), f"strict {strict}" if strict else ""]
            definition = rows[row]["definition"]
            return ", ".join(part for part in (*told, str(definition or "")) if part)

        return TableContent(tuple(columns), len(rows), sections_of(rows), remark)

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return the question of the units that make the figure of a target; ``None`` where filings do not tell it."""
        values = page.values(row)
        if values["period"] is None:
            return None
        bound = {
            dimension: str(values[column]) for dimension, column in SCOPE_COLUMNS.items() if values[column] is not None
        }
        definition = question.path.definition or (str(values["definition"]) if values["definition"] else None)
        path = DrillPath(
            **{**dict(question.path.filters()), **bound},
            period=str(values["period"]),
            calendar=question.path.calendar,
            definition=definition,
        )
        return Question("drill", replace(path, by=path.next_dimension() or "period"))

    def key(self, page: Page, row: int) -> str:
        """Return document, indicator and scope, which no two targets share."""
        values = page.values(row)
        return "/".join(
            str(values[column]) for column in ("source_id", "indicator", "set_for", *SCOPE_COLUMNS.values())
        )


TABLE = TargetsTable()


def target_share(values: dict[str, object]) -> WatchedShare:
    """Return the share of a row of ``targets``; without a value where filings do not tell it."""
    return WatchedShare(
        name=str(values["indicator_name"]),
        value=share_in(values, "value"),
        count=count_in(values, "value_count"),
        base=count_in(values, "value_base"),
        operator=text_in(values, "operator"),
        target=share_in(values, "target") if values["unit"] == "ratio" else None,
        verdict=text_in(values, "verdict"),
        left=count_in(values, "allowance_left"),
    )


def bar_cell(values: dict[str, object], share: WatchedShare, width: int, drawing: Drawing) -> StyledText:
    """Return the bar of a share as one text; where filings do not tell, the figure that a document reports."""
    if share.value is None:
        return reported_text(values, drawing.language), "quiet"
    parts = bar(share, width, drawing.glyphs)
    return "".join(text for text, _style in parts), parts[0][1]


def value_text_of(values: dict[str, object], language: Language) -> str:
    """Return the value reached; a dash where the filings do not tell."""
    value = values["value"]
    return percent_text(value, language) if isinstance(value, Decimal) else "-"


def target_text_of(values: dict[str, object], drawing: Drawing) -> str:
    """Return a target in words: a share, a rank to reach, or something to be done."""
    operator = drawing.glyphs.operators.get(str(values["operator"]), str(values["operator"]))
    target = values["target"]
    if not isinstance(target, Decimal):
        return ""
    if values["unit"] == "yes_no":
        return _("do it")
    if values["unit"] == "rank":
        return _("rank {operator}{rank}").format(operator=operator, rank=int(target))
    return f"{operator}{quantity_text(target, str(values['unit']), drawing.language)}"


def verdict_cell(share: WatchedShare) -> StyledText:
    """Return the word for how a target stands."""
    stands = share.standing
    return value_word("verdict", stands) or "", CODE_STYLES.get(stands, "quiet")


def strict_cell(values: dict[str, object], language: Language) -> StyledText:
    """Return the rate by the definition strict, with its verdict as style and word."""
    value = values["strict_value"]
    if not isinstance(value, Decimal):
        return "", ""
    verdict = str(values["strict_verdict"])
    return f"{percent_text(value, language)} {value_word('verdict', verdict) or ''}".rstrip(), CODE_STYLES.get(
        verdict, ""
    )


def reported_text(values: dict[str, object], language: Language) -> str:
    """Return the figure that a document reports for the target, with its period."""
    value = values["reported_value"]
    if not isinstance(value, Decimal):
        return ""
    operator = str(values["reported_operator"]) if values["reported_operator"] != "=" else ""
    figure = operator + quantity_text(value, str(values["unit"]), language)
    when = values["reported_period"]
    return f"{figure} ({when:%d/%m/%Y})" if isinstance(when, date) else f"{figure} ({when})"
