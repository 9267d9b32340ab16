"""From a question to the terms of the database: names looked up, the period found, variables set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parx_tui.data.database import Database
from parx_tui.data.drill import DEFAULT_CALENDAR, DEFINITIONS, DIMENSIONS, DrillPath
from parx_tui.data.names import NamedValue, find_value
from parx_tui.data.periods import Period, beside, find_calendar, find_period, periods, year_before
from parx_tui.data.reports import Report
from parx_tui.errors import UsageError
from parx_tui.i18n import Language, _


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """A question in terms of the database.

    ``variables`` are the parameters of the views, ``scope`` the values filtered by with their
    dimensions, ``period`` the period asked about, ``None`` for a report that needs none.
    """

    variables: dict[str, object]
    scope: tuple[tuple[str, NamedValue], ...]
    period: Period | None

    @property
    def city_id(self) -> int | None:
        """The city filtered by."""
        return city_of(self.variables)


def query_terms(
    database: Database, report: Report, path: DrillPath, *, text: str | None = None, language: Language
) -> QueryTerms:
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
        value = find_value(database, name, named, city_of(variables), language)
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
        period = find_period(database, path.period, path.calendar, city_of(variables))
        variables["ask_period" if report.period == "needed" else "ask_only_period"] = period.code
    if period is not None and report.periods == "compared":
        known = periods(database, path.calendar, city_of(variables))
        for variable, other in (("previous", beside(known, period, -1)), ("year_ago", year_before(known, period))):
            variables[f"ask_{variable}_period"] = other.code if other else None
    return QueryTerms(variables, tuple(scope), period)


def city_of(variables: dict[str, object]) -> int | None:
    """Return the city that the variables filter by."""
    city_id = variables["ask_city_id"]
    return city_id if isinstance(city_id, int) else None
