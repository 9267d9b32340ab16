"""Where a number comes from: definition and formula, view, period, loads, and how many filings stand behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from parx_tui.data.database import Database, Row
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import Page, run_report
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS, report_file
from parx_tui.data.sqlfiles import SqlFile
from parx_tui.i18n import Language

EVERYWHERE = DrillPath(by=None)


@dataclass(frozen=True, slots=True)
class Load:
    """A load that speaks for days of the period: the columns of report ``loads`` of the same names."""

    load: int
    kind: str
    city: str | None
    source_system: str | None
    file_name: str | None
    covered_from: date | None
    covered_to: date | None
    extent: str
    rows_loaded: int
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the numbers of a page come from.

    ``measure`` is the definition of the share, ``None`` for a page without one; ``as_of`` the last
    day of the period that the loads speak for; ``filings`` how many the counts of the scope
    contain, both ``None`` where no filings are counted.
    """

    view: SqlFile
    measure: str | None
    page: Page
    loads: list[Load]
    as_of: date | None
    filings: int | None


def provenance(
    database: Database, question: Question, page: Page, measure: str | None, *, language: Language
) -> Provenance:
    """Return where the numbers of a page come from.

    Raises what ``run_report`` raises.
    """
    period = page.terms.period
    report = REPORTS[page.report]
    city = next((value.code for dimension, value in page.terms.scope if dimension == "city"), None)
    listed = run_report(database, Question("loads", replace(EVERYWHERE, city=city)), language=language)
    loads = [
        load
        for load in (load_of(listed.values(row)) for row in range(len(listed.rows)))
        if (report.loads is None or load.kind in report.loads)
        and (
            period is None
            or load.covered_from is None
            or load.covered_to is None
            or (load.covered_from <= period.date_to and load.covered_to >= period.date_from)
        )
    ]
    filings = None
    if report.counts_filings and report.period == "needed":
        total = run_report(
            database, Question("drill", replace(question.path, by=None, period=page.period)), language=language
        )
        filings = count_of(total.rows[0], total.columns)
    ends = [load.covered_to for load in loads if load.covered_to is not None]
    as_of = min(max(ends), period.date_to) if ends and period is not None and report.counts_filings else None
    return Provenance(report_file(page.report), measure, page, loads, as_of, filings)


def load_of(cells: dict[str, object]) -> Load:
    """Return a row of report ``loads``."""
    return Load(**{name: cells[name] for name in Load.__slots__})  # type: ignore[arg-type]


def count_of(row: Row, columns: tuple[str, ...]) -> int | None:
    """Return the filings that a row of ``drill`` counts."""
    received = row[columns.index("received_total")]
    return received if isinstance(received, int) else None
