"""The SQL files of the project: found, their headers read, put in the order of their references.

Folders are numbered in the order of the way of the data; the layer that a folder holds is its name without
the number. No name stands in two of them: a select that fills a table is named after it, with a prefix that
says where its rows come from (``FILLING``).

A file holds one statement under a header of comment lines. The first header line says what one
row is (the grain), ``-- title: text`` what lists call the file; each other ``-- name: text`` line
describes a column or, written ``-- $name: text``, a parameter. A header
without a statement asks another file's question about other rows: ``-- as drill_share, with figure_count
for drill_count`` stands for the statement of ``drill_share`` that reads ``figure_count``.

What is the same for many names is written once. A header takes over descriptions with
``-- each column of reports/drill but name, code: as there``. In a statement, a line such as
``-- each measure of marts/ledger: sum({name}) as {name},`` stands for that line once for each name, and
``-- each file of checks, union all between: select ...`` has something between them. The measures of
a file are the columns that its header lists below a line ``-- measures:``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from itertools import dropwhile
from pathlib import Path

HEADER_ENTRY = re.compile(r"(\$?)([a-z][a-z0-9_]*): (.+)")
COMMENT = re.compile(r"--.*")
TABLE = re.compile(r"\b(?:from|join)\s+([a-z_][a-z0-9_]*)\b(?!\s*\()")
TITLE = "title: "
MEASURES = "measures:"
INHERITED = re.compile(r"each (column|measure) of ([a-z_]+)/([a-z_]+)(?: but ([a-z_, ]+))?: as there")
REPEATED = re.compile(r"( *)-- each (file|measure) of ([a-z_]+)(?:/([a-z_]+))?(?:, ([a-z ]+) between)?: (.+)")
LIKENESS = re.compile(r"as ([a-z_]+), with (.+)")
SWAP = re.compile(r"([a-z_]+) for ([a-z_]+)")
MACRO = re.compile(r"\(([a-z_, ]+)\) as (.+?)(?=,\n\(|\Z)", re.DOTALL)
PORTABLE = ("staging", "marts")
"""Layers whose statements other engines run too: what functions they call is written out in them."""

CTE = re.compile(r"\b([a-z_][a-z0-9_]*) as (?:materialized )?\(\n")

FILLING = {"extracted_": "landed_", "existing_": "landed_", "scaled_": "", "stored_": ""}
"""How the names of selects that fill a table begin, and how the name of the table does instead."""


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One file of ``sql/``.

    ``layer`` is its folder without the number, ``name`` its own, ``grain`` the first header sentence,
    ``title`` what lists call it ("" where none does), ``columns`` and ``parameters`` the described names
    with their texts, ``measures`` those of the columns that are counts to be summed, ``body`` the
    statement, ``references`` the tables and views that it reads.
    """

    layer: str
    name: str
    grain: str
    title: str
    columns: dict[str, str]
    parameters: dict[str, str]
    measures: tuple[str, ...]
    body: str
    references: frozenset[str]

    @property
    def table(self) -> str:
        """The table or view that it makes or fills."""
        return filled_by(self.name)

    @property
    def path(self) -> str:
        """Where it stands, as seen from the folder that holds ``sql``."""
        return f"sql/{folder(self.layer).name}/{self.name}.sql"

    @property
    def unordered(self) -> str:
        """The statement without the order of its rows."""
        return self.body.rpartition("\norder by ")[0] or self.body


def sql_folder() -> Path:
    """Return the folder of the SQL files: inside an installed package, else of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "sql"
    return installed if installed.is_dir() else package.parent / "sql"


@cache
def folders() -> dict[str, Path]:
    """Return the folders of ``sql/`` by their layers, in the order of their numbers."""
    return {path.name.partition("_")[2]: path for path in sorted(sql_folder().glob("[0-9][0-9]_*"))}


def folder(layer: str) -> Path:
    """Return the folder of a layer."""
    return folders()[layer]


def filled_by(name: str) -> str:
    """Return the table that a file of this name makes or fills: ``stored_agency`` fills ``agency``."""
    for prefix, table in FILLING.items():
        if name.startswith(prefix):
            return table + name.removeprefix(prefix)
    return name


def parse(layer: str, name: str, text: str) -> SqlFile:
    """Split the text of a SQL file into its header and its statement."""
    written = statement(text)
    lines = text.splitlines()
    header = [line.removeprefix("--").strip() for line in lines[: len(lines) - len(written)]]
    columns, parameters = _described(header[1:])
    body = _repeated("\n".join(written).strip().removesuffix(";"))
    if layer in PORTABLE:
        body = inlined(body)
    for line in header if not body else ():
        if found := LIKENESS.fullmatch(line):
            body = swapped(file(layer, found[1]).body, found[2])
    measures = _described(header[header.index(MEASURES) :])[0] if MEASURES in header else {}
    return SqlFile(
        layer=layer,
        name=name,
        grain=header[0] if header else "",
        title=next((line.removeprefix(TITLE) for line in header if line.startswith(TITLE)), ""),
        columns=columns,
        parameters=parameters,
        measures=tuple(measures),
        body=body,
        references=references(body),
    )


def statement(text: str) -> list[str]:
    """Return the lines of a file below its header, as they are written."""
    return list(dropwhile(_is_of_header, text.splitlines()))


def _is_of_header(line: str) -> bool:
    """Whether a line is a comment, and none that stands for lines of the statement."""
    is_repeated = REPEATED.fullmatch(line) and not INHERITED.fullmatch(line.removeprefix("-- "))
    return line.startswith("--") and not line.startswith("-- if ") and not is_repeated


def _described(header: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts of columns and of parameters by their names, those taken over from other files among them."""
    columns: dict[str, str] = {}
    parameters: dict[str, str] = {}
    for line in header:
        if found := INHERITED.fullmatch(line):
            what, layer, name, left_out = found.groups()
            other = file(layer, name)
            kept = set(other.measures if what == "measure" else other.columns) - set((left_out or "").split(", "))
            columns |= {key: text for key, text in other.columns.items() if key in kept and key not in columns}
        elif line.startswith("each "):
            raise ValueError(line)
        elif line.startswith(TITLE):
            continue
        elif found := HEADER_ENTRY.fullmatch(line):
            mark, key, text = found.groups()
            (parameters if mark else columns)[key] = text
    return columns, parameters


def _repeated(statement: str) -> str:
    """Return a statement with each line that stands for many written out."""
    lines = []
    for line in statement.split("\n"):
        if found := REPEATED.fullmatch(line):
            indent, what, layer, name, between, template = found.groups()
            each = names(layer) if what == "file" else file(layer, name).measures
            written = [indent + template.format(name=one) for one in each]
            lines.append(f"\n{indent}{between}\n".join(written) if between else "\n".join(written))
        elif line.strip().startswith("-- each "):
            raise ValueError(line)
        else:
            lines.append(line)
    return "\n".join(lines)


def swapped(select: str, swaps: str) -> str:
    """Return a statement that reads other tables: ``swaps`` names them, as in "figure_count for drill_count"."""
    for other, table in SWAP.findall(swaps):
        select = re.sub(rf"\b{table}\b", other, select)
    return select


def chained(select: str, below: Mapping[str, str]) -> str:
    """Return a statement with the texts of views that it reads before it, by their names; nothing of them is stored."""
    chain = ", ".join(f"{name} as not materialized ({body})" for name, body in below.items())
    return f"with {chain} select * from ({select})" if chain else select


def literal(text: str) -> str:
    """Return a text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def functions_for(select: str) -> list[SqlFile]:
    """Return the functions of ``sql/01_functions`` that a statement calls, those first that others of them call."""
    functions = files("functions")
    called: dict[str, list[str]] = {}
    waiting = [select]
    while waiting:
        text = waiting.pop()
        for name, function in functions.items():
            if name not in called and f"{name}(" in text:
                called[name] = [other for other in functions if other != name and f"{other}(" in function.body]
                waiting.append(function.body)
    return [functions[name] for name in TopologicalSorter(called).static_order()]


def inlined(select: str) -> str:
    """Return a statement with what the functions that it calls stand for in their places."""
    for function in reversed(functions_for(select)):
        call = re.compile(rf"\b{function.name}\(((?:[^()]|\([^()]*\))*)\)")
        select = call.sub(lambda found, function=function: _called(function, found[1]), select)  # type: ignore[misc]
    return select


def _called(function: SqlFile, arguments: str) -> str:
    """Return what a function with some arguments, which no comma stands in, stands for."""
    given = [argument.strip() for argument in arguments.split(",")]
    bodies = {names.count(",") + 1: (names, body) for names, body in MACRO.findall(function.body)}
    names, body = bodies[len(given)]
    values = dict(zip(names.split(", "), given, strict=True))
    return re.sub("|".join(rf"\b{name}\b" for name in values), lambda found: values[found[0]], body)


def references(select: str) -> frozenset[str]:
    """Return the names after ``from`` and ``join`` in a statement, its own CTEs left out.

    The text is read, not parsed: DuckDB's parser says the same in twenty times the time (a test
    holds the two together for every file).
    """
    code = COMMENT.sub("", select)
    return frozenset(TABLE.findall(code)) - frozenset(CTE.findall(code))


@cache
def file(layer: str, name: str) -> SqlFile:
    """Return one file of ``sql/``."""
    return parse(layer, name, (folder(layer) / f"{name}.sql").read_text("utf-8"))


def filling(layer: str, table: str) -> SqlFile:
    """Return the file of a layer that makes or fills a table."""
    return file(layer, next(name for name in names(layer) if filled_by(name) == table))


@cache
def names(layer: str) -> tuple[str, ...]:
    """Return the names of the files of one layer, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder(layer).glob("*.sql")))


def files(*layers: str) -> dict[str, SqlFile]:
    """Return the files of layers by their names."""
    return {name: file(layer, name) for layer in layers for name in names(layer)}


def ordered(layers: Iterable[str], wanted: Iterable[str] | None = None) -> list[SqlFile]:
    """Return the files of some layers so that each comes after those of them that it reads.

    With ``wanted``, only those that make or fill these tables, and what they need.
    """
    homes = {filled_by(name): (layer, name) for layer in layers for name in names(layer)}
    graph: dict[str, list[str]] = {}
    waiting = list(homes if wanted is None else wanted)
    while waiting:
        table = waiting.pop()
        if table not in graph:
            # A select may read the table that it fills; that is no reference to itself.
            graph[table] = sorted(
                other for other in file(*homes[table]).references if other in homes and other != table
            )
            waiting.extend(graph[table])
    return [file(*homes[table]) for table in TopologicalSorter(graph).static_order()]
