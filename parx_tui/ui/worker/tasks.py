"""What the screen has the worker do: each function returns a task, which can be sent to its process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from parx_tui.data.database import Database, Row
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import Page, run_report
from parx_tui.data.periods import Period, beside, calendars, find_period, periods
from parx_tui.data.provenance import Provenance, provenance
from parx_tui.data.query_terms import query_terms
from parx_tui.data.questions import Question
from parx_tui.data.remarks import gaps, is_made_up
from parx_tui.data.reports import REPORTS
from parx_tui.errors import UsageError
from parx_tui.export import FORMATS, export_to_file
from parx_tui.i18n import Language, _
from parx_tui.ui.row_values import count_in, share_in, text_in
from parx_tui.ui.watched_share import WatchedShare
from parx_tui.ui.worker.protocol import Task

ALL_ROWS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class TableResult:
    """A page, the question that it answers, what the loads do not know of it, and whether its filings are made up."""

    question: Question
    page: Page
    gaps: list[str]
    is_made_up: bool


@dataclass(frozen=True, slots=True)
class PeriodsResult:
    """The calendars of the database, and the periods of one of them that have begun to be known."""

    calendars: list[str]
    calendar: str
    periods: list[Period]


def table_task(question: Question, language: Language, *, periods_on: int = 0) -> Task:
    """Return the task that answers a question, ``periods_on`` periods later than it says."""
    return partial(_table, question, language, periods_on)


def _table(question: Question, language: Language, periods_on: int, database: Database) -> TableResult:
    if periods_on:
        question = replace(question, path=moved_path(database, question, periods_on, language), offset=0)
    page = run_report(database, question, language=language)
    if question.path.period is not None:
        # A period may have been named in words; what is built on the question goes by its code.
        question = replace(question, path=replace(question.path, period=page.period))
    return TableResult(question, page, gaps(database, page), is_made_up(database))


def check_task(question: Question, language: Language) -> Task:
    """Return the task that raises ``UsageError`` when a question names what does not exist."""
    return partial(_check, question, language)


def _check(question: Question, language: Language, database: Database) -> None:
    query_terms(database, REPORTS[question.report], question.path, text=question.text, language=language)


def moved_path(database: Database, question: Question, steps: int, language: Language) -> DrillPath:
    """Return the path of a question some periods later, earlier when negative.

    Raises ``UsageError`` at the ends of the calendar, and for a report that is about no period.
    """
    if not REPORTS[question.report].has_calendar:
        raise UsageError(_("This table has no period."))
    path = question.path
    terms = query_terms(database, REPORTS[question.report], path, language=language)
    current = terms.period or find_period(database, None, path.calendar, terms.city_id)
    wanted = beside(periods(database, path.calendar, terms.city_id), current, steps if terms.period else 0)
    if wanted is None:
        raise UsageError(_("The calendar has no period before or after this one."))
    return replace(path, period=wanted.code)


def gauges_task(path: DrillPath, language: Language) -> Task:
    """Return the task that reads the shares watched for a path; its value is a list of watched shares."""
    return partial(_gauges, path, language)


def _gauges(path: DrillPath, language: Language, database: Database) -> list[WatchedShare]:
    page = run_report(database, Question("gauges", replace(path, by=None)), language=language)
    return [gauge_share(page.values(row)) for row in range(len(page.rows))]


def gauge_share(values: dict[str, object]) -> WatchedShare:
    """Return a row of ``gauges`` as a watched share."""
    measure = str(values["measure"])
    return WatchedShare(
        name=_("Online") if measure == "online" else _("On time {definition}").format(definition=measure),
        value=share_in(values, "value"),
        count=count_in(values, "value_count"),
        base=count_in(values, "value_base"),
        operator=text_in(values, "operator"),
        target=share_in(values, "target"),
        verdict="no_data" if values["coverage"] == "none" else text_in(values, "verdict"),
        left=count_in(values, "allowance_left"),
        open_overdue=count_in(values, "open_overdue") or 0,
        previous=share_in(values, "previous_value"),
    )


def trend_task(path: DrillPath, language: Language) -> Task:
    """Return the task that reads the periods of the same kind; its value is a page of ``trend``."""
    return partial(_page, Question("trend", replace(path, by=None)), language)


def _page(question: Question, language: Language, database: Database) -> Page:
    return run_report(database, question, language=language)


def periods_task(question: Question, calendar: str, language: Language) -> Task:
    """Return the task that lists the periods of a calendar for the scope of a question."""
    return partial(_periods, question, calendar, language)


def _periods(question: Question, calendar: str, language: Language, database: Database) -> PeriodsResult:
    terms = query_terms(database, REPORTS[question.report], replace(question.path, period=None), language=language)
    return PeriodsResult(calendars(database), calendar, periods(database, calendar, terms.city_id))


def provenance_task(question: Question, page: Page, measure: str | None, language: Language) -> Task:
    """Return the task that finds out where the numbers of a page come from."""
    return partial(_provenance, question, page, measure, language)


def _provenance(
    question: Question, page: Page, measure: str | None, language: Language, database: Database
) -> Provenance:
    return provenance(database, question, page, measure, language=language)


def export_task(question: Question, target: Path, *, force: bool, language: Language) -> Task:
    """Return the task that writes every row of a question's answer to a file; its value is their number."""
    return partial(_write, question, target, force, language)


def _write(question: Question, target: Path, force: bool, language: Language, database: Database) -> int:
    format_name = target.suffix.lstrip(".").lower()
    if format_name not in FORMATS:
        raise UsageError(
            _("The name must end in one of: {formats}").format(formats=", ".join(f".{name}" for name in FORMATS))
        )
    database.refuse_as_target(target)
    page = run_report(database, replace(question, limit=ALL_ROWS, offset=0), language=language)
    rows = InterruptibleRows(page.rows, database)
    export_to_file(page.columns, rows, target, format_name=format_name, labels=False, force=force)
    return len(page.rows)


class InterruptibleRows(Sequence[Row]):
    """Rows that can no longer be read once the database has been interrupted."""

    def __init__(self, rows: Sequence[Row], database: Database) -> None:
        self._rows = rows
        self._database = database

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        return self._rows[place]

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self._database.raise_if_interrupted()
            yield row
