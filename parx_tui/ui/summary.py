"""The drill table as text: the columns that matter most, in 80 columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from parx_tui.data.database import Database
from parx_tui.data.figures import count_text, date_text, percent_text, period_text
from parx_tui.data.remarks import remarks
from parx_tui.data.reports import Page, Question, run_report
from parx_tui.i18n import N_, Language, _
from parx_tui.labels import COLUMN_LABELS

SUMMARY_COLUMNS = {
    "received_total": N_("Recvd"),
    "carried_over": N_("Carried"),
    "resolved_total": N_("Done"),
    "resolved_late": N_("Late"),
    "pending_total": N_("Open"),
    "pending_overdue": N_("Overdue"),
    "on_time_rate": N_("On time"),
    "verdict": N_("Result"),
}
VERDICT_WORDS = {
    "met": N_("MET"),
    "missed": N_("MISSED"),
    "no_cases": N_("NO CASES"),
    "no_target": "",
}


def show_summary(database: Database, question: Question, *, language: Language) -> None:
    """Print the drill table of a path, with its period and what must be known about it.

    Raises what ``run_report`` raises.
    """
    page = run_report(database, question, language=language)
    console = Console(highlight=False, markup=False, emoji=False)
    if page.rows:
        console.print(_title(page))
    console.print(summary_table(page, language))
    for remark in remarks(database, page):
        console.print(Text(remark))
    console.print(Text(_("All columns: parx-tui --export drill. Other reports: parx-tui reports.")))


def summary_table(page: Page, language: Language) -> Table:
    """Return the table of a drill page."""
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", pad_edge=False)
    table.add_column(_(COLUMN_LABELS[page.columns[0]]), overflow="fold")
    for column, label in SUMMARY_COLUMNS.items():
        table.add_column(_(label), justify="left" if column == "verdict" else "right", no_wrap=True)
    for row in page.rows:
        cells = dict(zip(page.columns, row, strict=True))
        table.add_row(
            Text(str(row[0])), *(Text(_cell_text(column, cells[column], language)) for column in SUMMARY_COLUMNS)
        )
    return table


def _title(page: Page) -> Text:
    """Return the line that names the period with its range, and the definition of on time."""
    days = [day for row in page.rows for day in row if isinstance(day, date)]
    definitions = dict.fromkeys(str(row[page.columns.index("definition")]) for row in page.rows)
    definition = _("definition: {name}").format(name=", ".join(definitions))
    return Text(f"PARX  {period_text(page.period or '')}  {date_text(min(days))}-{date_text(max(days))}  {definition}")


def _cell_text(column: str, value: object, language: Language) -> str:
    """Return a value of the table as people read it; a dash where there is none."""
    if column == "verdict":
        return _(VERDICT_WORDS[value]) if isinstance(value, str) and VERDICT_WORDS[value] else ""
    if isinstance(value, Decimal):
        return percent_text(value, language)
    return count_text(value, language) if isinstance(value, int) else "-"
