"""Screen 5: figures that documents report, beside those recomputed from the filings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from parx_tui.data.figures import quantity_text
from parx_tui.data.pages import Page
from parx_tui.i18n import Language, _
from parx_tui.ui.tables.columns import TableContent, names_column, plain_columns, sections_of, texts_column
from parx_tui.ui.tables.report_table import Drawing, ReportTable

REST = ("city", "issuer", "published_on", "note")


class ReportedTable(ReportTable):
    """The table of ``reported``."""

    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""
        language = drawing.language
        rows = [page.values(row) for row in range(len(page.rows))]
        columns = (
            names_column(rows, _("Figure"), drawing.name_width),
            texts_column("period", _("Period"), [(when_text(values), "") for values in rows]),
            texts_column(
                "value",
                _("Reported"),
                [(figure_text(values, "value", language), "strong") for values in rows],
                right=True,
            ),
            texts_column(
                "recomputed",
                _("Recomputed"),
                [(figure_text(values, "recomputed", language), "strong") for values in rows],
                right=True,
            ),
            *plain_columns(page, ("agreement",), language),
            texts_column(
                "difference",
                _("Difference"),
                [(figure_text(values, "difference", language), "") for values in rows],
                right=True,
            ),
            *plain_columns(page, ("agrees_by",), language),
            *plain_columns(page, REST, language),
        )
        return TableContent(columns, len(rows), sections_of(rows))

    def key(self, page: Page, row: int) -> str:
        """Return what tells one figure from another."""
        values = page.values(row)
        columns = ("source_id", "indicator", "city_code", "level", "field", "period", "as_of")
        return "/".join(str(values[column]) for column in columns)


TABLE = ReportedTable()


def when_text(values: dict[str, object]) -> str:
    """Return the period that a figure speaks of, or the day."""
    day = values["as_of"]
    return f"{day:%d/%m/%Y}" if isinstance(day, date) else str(values["period"] or "")


def figure_text(values: dict[str, object], column: str, language: Language) -> str:
    """Return a figure in its unit, with its operator where it is a bound."""
    value = values[column]
    if not isinstance(value, int | Decimal):
        return "-"
    operator = str(values["operator"]) if column == "value" and values["operator"] != "=" else ""
    return operator + quantity_text(Decimal(value), str(values["unit"]), language)
