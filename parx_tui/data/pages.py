"""A question answered: the page of rows that a report gives."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parx_tui.data.database import Database, Row
from parx_tui.data.names import MOST_NAMES, nearest, some
from parx_tui.data.periods import period_fit
from parx_tui.data.query_terms import QueryTerms, query_terms
from parx_tui.data.questions import Question, refuse_foreign_settings
from parx_tui.data.reports import REPORTS, report_file
from parx_tui.data.sqlfiles import SqlFile
from parx_tui.errors import UsageError
from parx_tui.i18n import Language, _


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a report, ready to be shown.

    ``columns`` are column ids. ``total`` is the number of rows that there are without limit and
    offset. ``terms`` are those of its question.
    """

    report: str
    columns: tuple[str, ...]
    rows: list[Row]
    total: int
    terms: QueryTerms

    @property
    def period(self) -> str | None:
        """The code of the period that the report is about, ``None`` when it is about none."""
        return self.terms.period.code if self.terms.period else None

    def values(self, row: int) -> dict[str, object]:
        """Return a row by the ids of the columns."""
        return dict(zip(self.columns, self.rows[row], strict=True))


def run_report(database: Database, question: Question, *, language: Language) -> Page:
    """Run a report.

    Raises ``UsageError`` for a report, name, period, column or setting that does not exist or
    does not go with the report; ``QueryError`` and ``DatabaseError`` as ``Database.query``.
    """
    name, path = question.report, question.path
    view = report_file(name)
    report = REPORTS[name]
    refuse_foreign_settings(question)
    by = report.listed_by(path)
    # Periods are named in words, which the database does not know; a table has few of them.
    named = question.text if by == "period" else None
    terms = query_terms(database, report, path, text=None if named else question.text, language=language)
    columns = shown_columns(view, by)
    order = _order(question.sort, columns, view)
    most = question.limit if question.limit is not None else report.limit
    if named:
        answer = database.query(name, terms.variables, order=order)
        place = answer.columns.index("period")
        kept = [row for row in answer.rows if period_fit(named, str(row[place])) is not None]
        rows, total = kept[question.offset :][:most], len(kept)
    else:
        answer = database.query(
            name, terms.variables, order=order, limit=None if most is None else most + 1, offset=question.offset
        )
        rows = answer.rows if most is None else answer.rows[:most]
        total = question.offset + len(rows)
        if len(rows) < len(answer.rows) or (question.offset and not rows):
            total = _rows_in_all(database, question, terms, language)
    picks = [answer.columns.index(view_column) for view_column in columns.values()]
    return Page(
        report=name,
        columns=tuple(columns),
        rows=[tuple(row[pick] for pick in picks) for row in rows],
        total=total,
        terms=terms,
    )


def shown_columns(view: SqlFile, by: str | None) -> dict[str, str]:
    """Return the ids of the columns to show, in their order, with the columns of the view that they come from."""
    if by == "period":
        return {"period": "period", **shown_columns(view, None)}
    shown = {"name": by, "code": by and f"{by}_code"} if "name" in view.columns else {}
    return {name: column for column in view.columns if (name := shown.get(column, column)) is not None}


def _order(sort: str | None, columns: dict[str, str], view: SqlFile) -> list[str]:
    """Return SQL order terms for a sort column: empty for the report's own order.

    Rows that are equal in the column follow in the order of all columns, so that the order is
    always the same.
    """
    if sort is None:
        return []
    name, _colon, direction = sort.partition(":")
    if name not in columns or direction not in ("", "asc", "desc"):
        raise UsageError(
            _("Cannot sort by {sort}. Write a column, or column:desc; nearest: {names}").format(
                sort=sort, names=some(nearest(name, columns) or list(columns), MOST_NAMES)
            )
        )
    view_column = columns[name]
    collation = " collate vi" if view_column in ("name", "city", "agency", "procedure", "field") else ""
    ties = [f'"{column}"' for column in view.columns if column != view_column]
    return [f'"{view_column}"{collation} {direction or "asc"} nulls last', *ties]


def _rows_in_all(database: Database, question: Question, terms: QueryTerms, language: Language) -> int:
    """Return how many rows the answer to a question has without limit and offset."""
    counting = REPORTS[question.report].counted_by
    if counting is None or question.text is not None:
        return database.count(question.report, terms.variables)
    # Filings are many; how many the counts of a scope and period contain stands in the ledger.
    total = run_report(database, Question(counting, replace(question.path, by=None)), language=language)
    received = total.rows[0][total.columns.index("received_total")]
    return received if isinstance(received, int) else 0
