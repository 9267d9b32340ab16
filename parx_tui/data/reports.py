"""The reports: what each takes, and how one is run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from parx_tui.data.database import Database, Row
from parx_tui.data.drill import BY, DEFAULT_CALENDAR, DEFINITIONS, DIMENSIONS, DrillPath, option_name
from parx_tui.data.names import NamedValue, find_value, nearest
from parx_tui.data.periods import Period, beside, find_calendar, find_period, period_fit, periods, year_before
from parx_tui.data.sqlfiles import SqlFile, file
from parx_tui.errors import UsageError
from parx_tui.i18n import Language, _

FILINGS_LIMIT = 500
PROCEDURE_FILTERS = ("city", "level", "field", "service_level")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report takes.

    ``filters`` are the dimensions it can be filtered by. ``period`` is "needed" (the last complete
    one when none is given), "optional" or "none". ``periods`` and ``dimension`` say how it drills:
    ``by`` are the dimensions that ``--by`` may choose instead, and a ``dimension`` of ``None`` leaves
    it to that alone. ``has_definition``, ``has_calendar`` and ``has_text`` tell whether those settings
    and a text to filter by change it; ``limit`` is the number of rows when none is given.
    """

    filters: tuple[str, ...]
    period: str
    dimension: str | None = "total"
    by: tuple[str, ...] = ()
    periods: str = "named"
    ledger: str | None = None
    has_definition: bool = False
    has_text: bool = False
    limit: int | None = None

    @property
    def has_calendar(self) -> bool:
        """Whether the report looks at periods of a calendar."""
        return self.period != "none"

    def listed_by(self, path: DrillPath) -> str | None:
        """Return what the rows are listed by: what ``path`` asks for where it may, else the report's own."""
        return path.by if path.by in self.by else self.dimension


REPORTS = {
    "drill": Report(filters=DIMENSIONS, period="needed", dimension=None, by=BY, has_definition=True, has_text=True),
    "compare": Report(
        filters=DIMENSIONS,
        period="needed",
        dimension=None,
        by=BY,
        periods="compared",
        has_definition=True,
        has_text=True,
    ),
    "gauges": Report(filters=DIMENSIONS, period="needed", periods="compared", has_definition=True),
    "trend": Report(filters=DIMENSIONS, period="needed", periods="peers", has_definition=True),
    "filings": Report(filters=DIMENSIONS, period="needed", has_text=True, limit=FILINGS_LIMIT),
    "procedures": Report(
        filters=PROCEDURE_FILTERS,
        period="needed",
        dimension="level",
        by=("level", "service_level", "field"),
        has_text=True,
    ),
    "procedure_list": Report(filters=PROCEDURE_FILTERS, period="needed", has_text=True),
    "targets": Report(
        filters=("city", "level", "agency", "field"),
        period="optional",
        dimension="target",
        ledger="targets",
        has_definition=True,
        has_text=True,
    ),
    "reported": Report(filters=("city", "level"), period="optional", dimension="figure", has_text=True),
    "returns": Report(filters=("city", "level", "agency"), period="needed", has_text=True),
    "loads": Report(filters=("city",), period="none", has_text=True),
    "rejects": Report(filters=("city",), period="none", has_text=True),
    "quarantine": Report(filters=("city", "level", "agency"), period="none", has_text=True),
    "changes": Report(filters=("city",), period="none", has_text=True),
    "coverage_list": Report(filters=("city",), period="optional"),
    "check_rows": Report(filters=(), period="none", has_text=True),
    "quality": Report(filters=(), period="none", has_text=True),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A report about one place in the drill-down, and which of its rows in which order.

    ``report`` is one of ``REPORTS``. ``text`` keeps the rows that contain it, without regard to
    accents and case. ``sort`` is a column id, with ":desc" for the reverse order, ``None`` for the
    report's own order. ``limit`` is the most rows to return, ``None`` for as many as the report
    gives unasked; ``offset`` is the number of rows to leave out before them.
    """

    report: str = "drill"
    path: DrillPath = field(default_factory=DrillPath)
    text: str | None = None
    sort: str | None = None
    limit: int | None = None
    offset: int = 0

    def arguments(self) -> list[str]:
        """Return the arguments of the command line that asks this question."""
        path = self.path
        given: dict[str, object] = {
            "by": option_name(path.by) if path.by in REPORTS[self.report].by else None,
            **{option_name(dimension): text for dimension, text in path.filters()},
            "period": path.period,
            "calendar": path.calendar if REPORTS[self.report].has_calendar else None,
            "definition": path.definition,
            "filter": self.text,
            "sort": self.sort,
            "limit": self.limit,
            "offset": self.offset or None,
        }
        options = {f"--{option}": str(value) for option, value in given.items() if value is not None}
        # A value that begins with a dash would be taken for an option.
        return [
            "--export",
            self.report,
            *(
                part
                for option, value in options.items()
                for part in ([f"{option}={value}"] if value.startswith("-") else [option, value])
            ),
        ]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in terms of the database.

    ``variables`` are the parameters of the views, ``scope`` the values filtered by with their
    dimensions, ``period`` the period asked about, ``None`` for a report that needs none.
    """

    variables: dict[str, object]
    scope: tuple[tuple[str, NamedValue], ...]
    period: Period | None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a report, ready to be shown.

    ``columns`` are column ids. ``total`` is the number of rows that there are without limit and
    offset. ``asked`` is the question as the database was asked it.
    """

    report: str
    columns: tuple[str, ...]
    rows: list[Row]
    total: int
    asked: Asked

    @property
    def period(self) -> str | None:
        """The code of the period that the report is about, ``None`` when it is about none."""
        return self.asked.period.code if self.asked.period else None


def report_file(name: str) -> SqlFile:
    """Return the SQL file of a report.

    Raises ``UsageError`` with the nearest names when there is no such report.
    """
    if name not in REPORTS:
        names = nearest(name, REPORTS) or list(REPORTS)
        raise UsageError(
            _("There is no report {name}. Nearest: {names}. All of them: parx-tui reports").format(
                name=name, names=", ".join(names)
            )
        )
    return file("reports", name)


def run_report(database: Database, question: Question, *, language: Language) -> Page:
    """Run a report.

    Raises ``UsageError`` for a report, name, period, column or setting that does not exist or
    does not go with the report; ``QueryError`` and ``DatabaseError`` as ``Database.query``.
    """
    name, path = question.report, question.path
    view = report_file(name)
    report = REPORTS[name]
    _refuse_foreign_settings(question, report)
    by = report.listed_by(path)
    # Periods are named in words, which the database does not know; a table has few of them.
    named = question.text if by == "period" else None
    asked = ask(database, report, path, text=None if named else question.text, language=language)
    columns = shown_columns(view, by)
    order = _order(question.sort, columns, view)
    most = question.limit if question.limit is not None else report.limit
    if named:
        answer = database.query(name, asked.variables, order=order)
        place = answer.columns.index("period")
        kept = [row for row in answer.rows if period_fit(named, str(row[place])) is not None]
        rows, total = kept[question.offset :][:most], len(kept)
    else:
        answer = database.query(
            name, asked.variables, order=order, limit=None if most is None else most + 1, offset=question.offset
        )
        rows = answer.rows if most is None else answer.rows[:most]
        total = question.offset + len(rows)
        if len(rows) < len(answer.rows) or (question.offset and not rows):
            total = _rows_in_all(database, question, asked, language)
    picks = [answer.columns.index(view_column) for view_column in columns.values()]
    return Page(
        report=name,
        columns=tuple(columns),
        rows=[tuple(row[pick] for pick in picks) for row in rows],
        total=total,
        asked=asked,
    )


def ask(database: Database, report: Report, path: DrillPath, *, text: str | None = None, language: Language) -> Asked:
    """Return the question of ``path`` to the views of a report, its names looked up.

    Raises ``UsageError`` for a name, calendar, period or definition that does not exist.
    """
    if path.definition is not None and path.definition not in DEFINITIONS:
        raise UsageError(
            _("There is no definition {name}; --definition can be: {names}").format(
                name=path.definition, names=", ".join(DEFINITIONS)
            )
        )
    by = report.listed_by(path)
    by_period = by == "period"
    variables: dict[str, object] = {
        "ask_language": language,
        "ask_dimension": "total" if by_period or by is None else by,
        "ask_periods": "parts" if by_period else report.periods,
        "ask_ledger": report.ledger or (path if report.dimension is None else replace(path, by=None)).ledger(),
        "ask_definition": path.definition,
        "ask_calendar": path.calendar if path.calendar == DEFAULT_CALENDAR else find_calendar(database, path.calendar),
        "ask_period": None,
        "ask_only_period": None,
        "ask_previous_period": None,
        "ask_year_ago_period": None,
        "ask_national_code": None,
        "ask_text": " ".join(text.split()) or None if text else None,
        **{f"ask_{name}_id": None for name in DIMENSIONS if name != "procedure"},
    }
    if path.city is None:
        # A database of one city is about that city: its targets bind every row.
        variables["ask_city_id"] = next((row[0] for row in database.look_up("sole_city").rows), None)
    scope = []
    for name, named in path.filters():
        value = find_value(database, name, named, _city_id(variables), language)
        scope.append((name, value))
        if name == "procedure":
            variables["ask_national_code"] = value.code
        else:
            variables[f"ask_{name}_id"] = value.row_key
        # An agency lies in one city and level: the targets of that scope bind it.
        for outer, outer_id in (("city", value.city_id), ("level", value.level_id)):
            if outer_id is not None and variables[f"ask_{outer}_id"] is None:
                variables[f"ask_{outer}_id"] = outer_id
    period = None
    if report.period == "needed" or path.period is not None:
        period = find_period(database, path.period, path.calendar, _city_id(variables))
        variables["ask_period" if report.period == "needed" else "ask_only_period"] = period.code
    if period is not None and report.periods == "compared":
        known = periods(database, path.calendar, _city_id(variables))
        for variable, other in (("previous", beside(known, period, -1)), ("year_ago", year_before(known, period))):
            variables[f"ask_{variable}_period"] = other.code if other else None
    return Asked(variables, tuple(scope), period)


def _city_id(variables: dict[str, object]) -> int | None:
    """Return the city that the variables filter by."""
    city_id = variables["ask_city_id"]
    return city_id if isinstance(city_id, int) else None


def _refuse_foreign_settings(question: Question, report: Report) -> None:
    """Raise ``UsageError`` for a filter or setting that a report would silently ignore."""
    path = question.path
    given = [dimension for dimension, _text in path.filters() if dimension not in report.filters]
    if not report.has_calendar:
        given += ["period"] * (path.period is not None) + ["calendar"] * (path.calendar != DEFAULT_CALENDAR)
    if path.definition is not None and not report.has_definition:
        given.append("definition")
    if question.text is not None and not report.has_text:
        given.append("filter")
    if given:
        taken = [
            *report.filters,
            *(["period", "calendar"] if report.has_calendar else []),
            *(["definition"] if report.has_definition else []),
            *(["filter"] if report.has_text else []),
        ]
        raise UsageError(
            _("Report {name} does not take --{option}. It takes: {options}").format(
                name=question.report,
                option=option_name(given[0]),
                options=", ".join(f"--{option_name(option)}" for option in taken),
            )
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
                sort=sort, names=", ".join(nearest(name, columns) or list(columns)[:5])
            )
        )
    view_column = columns[name]
    collation = " collate vi" if view_column in ("name", "city", "agency", "procedure", "field") else ""
    ties = [f'"{column}"' for column in view.columns if column != view_column]
    return [f'"{view_column}"{collation} {direction or "asc"} nulls last', *ties]


def _rows_in_all(database: Database, question: Question, asked: Asked, language: Language) -> int:
    """Return how many rows the answer to a question has without limit and offset."""
    if question.report != "filings" or question.text is not None:
        return database.count(question.report, asked.variables)
    # Filings are many; how many the counts of a scope and period contain stands in the ledger.
    total = run_report(database, Question("drill", replace(question.path, by=None)), language=language)
    received = total.rows[0][total.columns.index("received_total")]
    return received if isinstance(received, int) else 0
