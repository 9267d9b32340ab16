"""The statement of a question: the texts of the views that it needs, with what it asks written into them.

Views have lines that only some questions need. A line that ends with ``-- if ask_city_id`` stands in the statement
where a city is given, one with ``-- if ask_dimension is city, level`` where one of these is asked for; ``not`` turns a
condition round, ``and`` joins several. Between a line that is nothing but such a condition and ``-- end`` stand the
lines that need it, behind ``-- else`` those that are there otherwise. A parameter, ``$ask_city_id``, is written out as
what is given. So a statement holds no table, join or condition that its question can do without; DuckDB spends
more time on planning than on answering.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter

from parx_tui.data.sqlfiles import chained, file, literal, names, references

VIEW_LAYERS = ("staging", "metrics", "reports", "checks")

CONDITION = re.compile(r"(?P<line>.*?) *-- if (?P<terms>.+)")
TERM = re.compile(r"(?P<not>not )?(?P<name>ask_[a-z_]+)(?: is (?P<values>[\w, -]+))?")
PARAMETER = re.compile(r"\$(ask_[a-z_]+)")
END, ELSE = "-- end", "-- else"

Variables = Mapping[str, object]
"""What is asked, by the names of the parameters; one that is missing or ``None`` is not given."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a statement, and the stored tables that it reads by name."""

    text: str
    tables: frozenset[str]


def statement(name: str, variables: Variables, *, order: Sequence[str] = (), counts: bool = False) -> Statement:
    """Return the statement of a view about what is asked.

    ``order`` holds SQL order terms instead of the view's own; with ``counts`` it gives the number of rows.
    """
    select = _needed(file(_homes()[name], name).body, variables)
    unordered = select.rpartition("\norder by ")[0] or select
    if counts:
        select = f"select count(*) from ({unordered})"
    elif order:
        # A view's own order may use columns that it does not show, and only an order that stands beside the limit
        # spares sorting rows that nobody sees.
        select = f"select * from ({unordered}) order by {', '.join(order)}"
    return over_views(select, variables)


def over_views(select: str, variables: Variables) -> Statement:
    """Return the statement of a select that reads views, about what is asked.

    What is asked is written out last: a text that somebody types must not be read as SQL that names tables.
    """
    homes = _homes()
    texts: dict[str, str] = {}
    graph: dict[str, list[str]] = {}
    tables = references(select)
    waiting = sorted(tables & homes.keys())
    while waiting:
        view = waiting.pop()
        if view not in texts:
            texts[view] = _needed(file(homes[view], view).body, variables)
            read = references(texts[view])
            tables |= read
            graph[view] = sorted(read & homes.keys())
            waiting += graph[view]
    chain = {view: texts[view] for view in TopologicalSorter(graph).static_order()}
    return Statement(_filled(chained(select, chain), variables), tables - homes.keys())


@cache
def _homes() -> dict[str, str]:
    """Return the layer of each view."""
    return {name: layer for layer in VIEW_LAYERS for name in names(layer)}


def written(text: str, variables: Variables) -> str:
    """Return the lines of a view that what is asked needs, its parameters written out."""
    return _filled(_needed(text, variables), variables)


def _filled(text: str, variables: Variables) -> str:
    """Return a text with its parameters written out."""
    return PARAMETER.sub(lambda parameter: _literal(variables.get(parameter[1])), text)


def _needed(text: str, variables: Variables) -> str:
    """Return the lines of a view that what is asked needs."""
    lines = []
    holds = [True]
    for line in text.split("\n"):
        stripped = line.strip()
        found = CONDITION.fullmatch(line) if "-- if " in line else None
        if stripped == END:
            holds.pop()
        elif stripped == ELSE:
            holds[-1] = not holds[-1]
        elif found and not found["line"].strip():
            holds.append(_holds(found["terms"], variables))
        elif all(holds) and (not found or _holds(found["terms"], variables)):
            lines.append(found["line"] if found else line)
    if len(holds) != 1:
        raise ValueError(text)
    return "\n".join(lines)


def _holds(terms: str, variables: Variables) -> bool:
    """Whether all terms of a condition hold."""
    return all(_term_holds(term, variables) for term in terms.split(" and "))


def _term_holds(term: str, variables: Variables) -> bool:
    found = TERM.fullmatch(term)
    if not found:
        raise ValueError(term)
    value = variables.get(found["name"])
    is_so = value in found["values"].split(", ") if found["values"] else value is not None
    return is_so is not bool(found["not"])


def _literal(value: object) -> str:
    """Return a value as SQL: a text, a whole number, or null for one that is not given."""
    if value is None:
        return "null"
    return str(int(value)) if isinstance(value, int) else literal(str(value))
