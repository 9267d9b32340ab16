"""The reports: what each takes, and how one is run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from parx_tui.data.database import Database, Row
from parx_tui.data.drill import BY, DEFAULT_CALENDAR, DEFINITIONS, DIMENSIONS, DrillPath, option_name
from parx_tui.data.names import NamedValue, find_value, nearest
from parx_tui.data.periods import Period, beside, find_calendar, find_period, period_fit, periods, year_before
from parx_tui.data.sqlfiles import SqlFile, file
from parx_tui.errors import UsageError
from parx_tui.i18n import N_, Language, _

START = "drill"
"""The report that the program begins with; its screen is that of the counts."""

FILINGS_LIMIT = 500
ROWS_AT_ONCE = 500
"""Rows of a list that may be long; the keys for pages show the others."""

PROCEDURE_FILTERS = ("city", "level", "field", "service_level")
DRILL_KEYS = ("go_in", "go_out", "filter", "sort", "choose_dimension", "previous_period", "help")
LIST_KEYS = ("show_row", "go_out", "filter", "sort", "next_page", "export", "help")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is besides its SQL: all that program and screen know of one report rather than another.

    What it takes: ``filters`` are the dimensions it can be filtered by. ``period`` is "needed" (the last complete
    one when none is given), "optional" or "none". ``periods`` and ``dimension`` say how it drills: ``by`` are the
    dimensions that ``--by`` may choose instead, and a ``dimension`` of ``None`` leaves it to that alone; ``ledger``
    is the one that it reads whatever the path. ``has_definition`` and ``has_text`` tell whether a definition and a
    text to filter by change it; a ``text_column`` is the one column whose codes the text names. ``limit`` is the
    number of rows when none is given.

    What it stands on: ``loads`` are the kinds of loads that it reads, ``None`` for all. ``covered`` is what a remark
    on days without data names: its "rows" by their first column, their "cities", the "scope", or "nothing" where
    each row tells it. ``empty`` is the remark on a page without rows.

    Beside others: ``singles`` is the report of the single things that its rows count, ``counted_by`` the report that
    counts its rows; ``counterpart`` has the same rows with other periods beside them, or without.

    On the screen: ``screen`` is the report with which the screen begins that shows it, empty where none does.
    ``title`` stands before the scope, ``noun`` says what the rows are. ``keys`` are the seven actions of the key
    line. ``rows_at_once`` is the most rows that the screen asks for, of a list that is worth opening only when it
    has any. ``has_gauges`` puts the shares of its scope above it.
    """

    filters: tuple[str, ...]
    period: str
    dimension: str | None = "total"
    by: tuple[str, ...] = ()
    periods: str = "named"
    ledger: str | None = None
    has_definition: bool = False
    has_text: bool = False
    text_column: str | None = None
    limit: int | None = None
    loads: tuple[str, ...] | None = ("filings",)
    covered: str = "nothing"
    empty: str = ""
    singles: str | None = None
    counted_by: str | None = None
    counterpart: str | None = None
    screen: str = ""
    title: str = ""
    noun: str = ""
    keys: tuple[str, ...] = ()
    rows_at_once: int | None = None
    has_gauges: bool = False

    @property
    def has_calendar(self) -> bool:
        """Whether the report looks at periods of a calendar."""
        return self.period != "none"

    @property
    def is_drilled(self) -> bool:
        """Whether the path alone says what its rows are, so that each row is a place in the drill-down itself."""
        return self.dimension is None

    @property
    def is_searched(self) -> bool:
        """Whether a text finds rows by what stands in any of their columns."""
        return self.has_text and self.text_column is None

    @property
    def counts_filings(self) -> bool:
        """Whether filings stand behind its figures."""
        return self.loads is None or "filings" in self.loads

    def listed_by(self, path: DrillPath) -> str | None:
        """Return what the rows are listed by: what ``path`` asks for where it may, else the report's own."""
        return path.by if path.by in self.by else self.dimension


REPORTS = {
    "drill": Report(
        filters=DIMENSIONS,
        period="needed",
        dimension=None,
        by=BY,
        has_definition=True,
        has_text=True,
        covered="rows",
        singles="filings",
        counterpart="compare",
        screen="drill",
        keys=DRILL_KEYS,
        has_gauges=True,
    ),
    "compare": Report(
        filters=DIMENSIONS,
        period="needed",
        dimension=None,
        by=BY,
        periods="compared",
        has_definition=True,
        has_text=True,
        covered="rows",
        singles="filings",
        counterpart="drill",
        screen="drill",
        keys=DRILL_KEYS,
        has_gauges=True,
    ),
    "gauges": Report(filters=DIMENSIONS, period="needed", periods="compared", has_definition=True, covered="rows"),
    "trend": Report(filters=DIMENSIONS, period="needed", periods="peers", has_definition=True, covered="rows"),
    "filings": Report(
        filters=DIMENSIONS,
        period="needed",
        has_text=True,
        limit=FILINGS_LIMIT,
        covered="scope",
        counted_by="drill",
        screen="drill",
        noun=N_("single filings"),
        keys=LIST_KEYS,
        has_gauges=True,
    ),
    "procedures": Report(
        filters=PROCEDURE_FILTERS,
        period="needed",
        dimension="level",
        by=("level", "service_level", "field"),
        has_text=True,
        loads=("procedures",),
        empty=N_("No list of procedures is loaded for this period."),
        screen="procedures",
        title=N_("Procedures"),
        keys=("go_in", "go_out", "choose_dimension", "previous_period", "filter", "export", "help"),
    ),
    "procedure_list": Report(
        filters=PROCEDURE_FILTERS,
        period="needed",
        has_text=True,
        loads=("procedures",),
        empty=N_("No list of procedures is loaded for this period."),
        screen="procedures",
        title=N_("Procedures"),
        keys=("show_row", "go_out", "filter", "sort", "copy_row", "export", "help"),
    ),
    "targets": Report(
        filters=("city", "level", "agency", "field"),
        period="optional",
        dimension="target",
        ledger="targets",
        has_definition=True,
        has_text=True,
        loads=("targets", "filings"),
        covered="cities",
        screen="targets",
        title=N_("Targets"),
        keys=("go_in", "show_drill", "show_row", "explain", "choose_definition", "export", "help"),
    ),
    "reported": Report(
        filters=("city", "level"),
        period="optional",
        dimension="figure",
        has_text=True,
        loads=("reported", "filings", "procedures"),
        screen="reported",
        title=N_("Reported figures"),
        keys=("show_row", "show_drill", "filter", "sort", "explain", "export", "help"),
    ),
    "returns": Report(
        filters=("city", "level", "agency"),
        period="needed",
        has_text=True,
        loads=("returns", "filings"),
        covered="rows",
    ),
    "loads": Report(
        filters=("city",),
        period="none",
        has_text=True,
        loads=None,
        screen="quality",
        title=N_("Loads"),
        keys=("go_in", "go_out", "show_row", "filter", "sort", "export", "help"),
    ),
    "rejects": Report(
        filters=("city",),
        period="none",
        has_text=True,
        loads=None,
        screen="quality",
        title=N_("Rejected rows"),
        keys=LIST_KEYS,
        rows_at_once=ROWS_AT_ONCE,
    ),
    "quarantine": Report(
        filters=("city", "level", "agency"),
        period="none",
        has_text=True,
        screen="quality",
        title=N_("Contradictions"),
        keys=LIST_KEYS,
        rows_at_once=ROWS_AT_ONCE,
    ),
    "changes": Report(
        filters=("city",),
        period="none",
        has_text=True,
        screen="quality",
        title=N_("Changes"),
        keys=LIST_KEYS,
        rows_at_once=ROWS_AT_ONCE,
    ),
    "coverage_list": Report(
        filters=("city",),
        period="optional",
        screen="quality",
        title=N_("Coverage"),
        keys=("show_row", "go_out", "choose_period", "sort", "explain", "export", "help"),
    ),
    "check_rows": Report(
        filters=(),
        period="none",
        has_text=True,
        text_column="check_name",
        loads=None,
        screen="quality",
        title=N_("Rules"),
        keys=("show_row", "go_out", "sort", "explain", "next_page", "export", "help"),
        rows_at_once=ROWS_AT_ONCE,
    ),
    "quality": Report(
        filters=(),
        period="none",
        has_text=True,
        loads=None,
        screen="quality",
        title=N_("Data quality"),
        keys=("go_in", "show_drill", "show_row", "explain", "sort", "export", "help"),
    ),
}

SCREENS = tuple(dict.fromkeys(report.screen for report in REPORTS.values() if report.screen))
"""The screens, each by the name of the report that it begins with."""


@dataclass(frozen=True, slots=True)
class Question:
    """A report about one place in the drill-down, and which of its rows in which order.

    ``report`` is one of ``REPORTS``. ``text`` keeps the rows that contain it, without regard to
    accents and case. ``sort`` is a column id, with ":desc" for the reverse order, ``None`` for the
    report's own order. ``limit`` is the most rows to return, ``None`` for as many as the report
    gives unasked; ``offset`` is the number of rows to leave out before them.
    """

    report: str = START
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
    counting = REPORTS[question.report].counted_by
    if counting is None or question.text is not None:
        return database.count(question.report, asked.variables)
    # Filings are many; how many the counts of a scope and period contain stands in the ledger.
    total = run_report(database, Question(counting, replace(question.path, by=None)), language=language)
    received = total.rows[0][total.columns.index("received_total")]
    return received if isinstance(received, int) else 0
