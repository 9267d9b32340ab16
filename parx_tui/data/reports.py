"""The reports: what each takes, and how one is run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parx_tui.data.database import Database, Row
from parx_tui.data.drill import BY, DEFAULT_CALENDAR, DEFINITIONS, DIMENSIONS, DrillPath, option_name
from parx_tui.data.names import find_calendar, find_period, find_value, nearest
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
    it to that alone. ``has_definition`` and ``has_calendar`` tell whether those settings change it;
    ``limit`` is the number of rows when none is given.
    """

    filters: tuple[str, ...]
    period: str
    dimension: str | None = "total"
    by: tuple[str, ...] = ()
    periods: str = "named"
    ledger: str | None = None
    has_definition: bool = False
    limit: int | None = None

    @property
    def has_calendar(self) -> bool:
        """Whether the report looks at periods of a calendar."""
        return self.period != "none"

    def listed_by(self, path: DrillPath) -> str | None:
        """Return what the rows are listed by: what ``path`` asks for where it may, else the report's own."""
        return path.by if path.by in self.by else self.dimension


REPORTS = {
    "drill": Report(filters=DIMENSIONS, period="needed", dimension=None, by=BY, has_definition=True),
    "trend": Report(filters=DIMENSIONS, period="needed", periods="peers", has_definition=True),
    "filings": Report(filters=DIMENSIONS, period="needed", limit=FILINGS_LIMIT),
    "procedures": Report(
        filters=PROCEDURE_FILTERS, period="needed", dimension="level", by=("level", "service_level", "field")
    ),
    "procedure_list": Report(filters=PROCEDURE_FILTERS, period="needed"),
    "targets": Report(
        filters=("city", "level", "agency", "field"),
        period="optional",
        dimension="target",
        ledger="targets",
        has_definition=True,
    ),
    "reported": Report(filters=("city", "level"), period="optional", dimension="figure"),
    "loads": Report(filters=("city",), period="none"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a report, ready to be shown.

    ``columns`` are column ids. ``total`` is the number of rows that there are without the limit.
    ``period`` is the code of the period the report is about, ``None`` when it is about none.
    """

    report: str
    columns: tuple[str, ...]
    rows: list[Row]
    total: int
    period: str | None


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


def run_report(
    database: Database,
    name: str,
    path: DrillPath,
    *,
    language: Language,
    sort: str | None = None,
    limit: int | None = None,
) -> Page:
    """Run a report.

    ``sort`` is a column id, with ":desc" for the reverse order; ``limit`` the most rows to return.

    Raises ``UsageError`` for a report, name, period, column or setting that does not exist or
    does not go with the report; ``QueryError`` and ``DatabaseError`` as ``Database.query``.
    """
    view = report_file(name)
    report = REPORTS[name]
    _refuse_foreign_settings(name, report, path)
    variables = ask(database, report, path, language=language)
    columns = shown_columns(view, report.listed_by(path))
    order = _order(sort, columns, view)
    most = limit if limit is not None else report.limit
    answer = database.query(name, variables, order=order, limit=None if most is None else most + 1)
    rows = answer.rows
    total = len(rows)
    if most is not None and len(rows) > most:
        rows = rows[:most]
        total = database.count(name, variables) if name != "filings" else _filings_in_scope(database, path, language)
    picks = [answer.columns.index(view_column) for view_column in columns.values()]
    period = variables["ask_period"] or variables["ask_only_period"]
    return Page(
        report=name,
        columns=tuple(columns),
        rows=[tuple(row[pick] for pick in picks) for row in rows],
        total=total,
        period=None if period is None else str(period),
    )


def ask(database: Database, report: Report, path: DrillPath, *, language: Language) -> dict[str, object]:
    """Return the variables that put the question of ``path`` to the views of a report.

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
        "ask_national_code": None,
        **{f"ask_{name}_id": None for name in DIMENSIONS if name != "procedure"},
    }
    if path.city is None:
        # A database of one city is about that city: its targets bind every row.
        variables["ask_city_id"] = next((row[0] for row in database.query("sole_city").rows), None)
    for name, text in path.filters():
        city_id = variables["ask_city_id"]
        value = find_value(database, name, text, city_id if isinstance(city_id, int) else None)
        if name == "procedure":
            variables["ask_national_code"] = value.code
        else:
            variables[f"ask_{name}_id"] = value.row_key
        # An agency lies in one city and level: the targets of that scope bind it.
        for scope, scope_id in (("city", value.city_id), ("level", value.level_id)):
            if scope_id is not None and variables[f"ask_{scope}_id"] is None:
                variables[f"ask_{scope}_id"] = scope_id
    if report.period == "needed" or path.period is not None:
        city_id = variables["ask_city_id"]
        period = find_period(database, path, city_id if isinstance(city_id, int) else None)
        variables["ask_period" if report.period == "needed" else "ask_only_period"] = period
    return variables


def _refuse_foreign_settings(name: str, report: Report, path: DrillPath) -> None:
    """Raise ``UsageError`` for a filter or setting that a report would silently ignore."""
    given = [dimension for dimension, _text in path.filters() if dimension not in report.filters]
    if not report.has_calendar:
        given += ["period"] * (path.period is not None) + ["calendar"] * (path.calendar != DEFAULT_CALENDAR)
    if path.definition is not None and not report.has_definition:
        given.append("definition")
    if given:
        taken = [
            *report.filters,
            *(["period", "calendar"] if report.has_calendar else []),
            *(["definition"] if report.has_definition else []),
        ]
        raise UsageError(
            _("Report {name} does not take --{option}. It takes: {options}").format(
                name=name,
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


def _filings_in_scope(database: Database, path: DrillPath, language: Language) -> int:
    """Return how many filings the counts of a scope and period contain, from the ledger."""
    total = run_report(database, "drill", replace(path, by=None), language=language)
    received = total.rows[0][total.columns.index("received_total")]
    return received if isinstance(received, int) else 0
