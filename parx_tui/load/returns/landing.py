"""Landing the return of a unit: whose it is, for which period, and its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

import duckdb

from parx_tui.data.drill import DEFAULT_CALENDAR
from parx_tui.data.names import folded
from parx_tui.data.sqlfiles import filling
from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.headers import titled_period, titled_unit
from parx_tui.load.kinds.returns import FIGURES
from parx_tui.load.matching.unit_keys import unit_key
from parx_tui.load.returns import UNIT, ReturnLine, return_lines
from parx_tui.load.rows.rejected import Rejected
from parx_tui.load.sheet_load import SheetLoad
from parx_tui.load.values import READERS, Surroundings

COLUMNS = (
    *("load_id", "city_code", "agency_code", "unit_name", "period_code", "calendar"),
    *("line_number", "line_label", "line_kind", "level", "field_name", "parent_line_number"),
    *FIGURES,
)

KNOWN_RETURN = """
select known.*
from landed_unit_return as known
where known.load_id = (
    select max(other.load_id)
    from landed_unit_return as other
    where (other.city_code, other.calendar, other.period_code) in (
            select (city_code, calendar, period_code) from told_return
        )
        and (
            select list(distinct line.agency_code order by line.agency_code)
            from landed_unit_return as line
            where line.load_id = other.load_id
        ) = (select list(distinct agency_code order by agency_code) from told_return)
)
"""
"""Lines of the last return of the same units for the same period."""


def land_return(load: SheetLoad) -> None:
    """Land the lines in ``read_row`` as a return; tell on the sheet what they did, and which are of unknown units.

    A return is one whole: when one of its lines differs from those of the same units for the same
    period that were loaded last, all of them are landed.

    Raises ``LoadError`` when the sheet does not tell its period, its unit is not known, or another sheet
    of the file is a return of the same unit for the same fields and period.
    """
    calendar, period = _period(load)
    lists_units = any(word in folded(_name_header(load)) for word in ("don vi", "co quan"))
    unit_name = titled_unit(load.plan.layout.titles) or (None if lists_units else load.plan.sheet.name)
    agency = _agency(load, unit_name, lists_units=lists_units)
    level_of = partial(_level, load.request.today)
    lines = return_lines(_rows(load.connection), level_of=level_of, lists_units=lists_units)
    units, rejected = _units(load, lines)
    rows = [
        (
            load.outcome.load_id,
            load.outcome.city_code or "",
            units[line.number] if line.kind == UNIT else agency,
            line.name if line.kind == UNIT else unit_name,
            period,
            calendar,
            line.number,
            line.label or None,
            line.kind,
            line.level,
            line.name,
            line.parent,
            *line.figures,
        )
        for line in lines
        if line.kind != UNIT or line.number in units
    ]
    _refuse_second(load, rows)
    load.outcome.counts = _land(load.connection, rows)
    load.outcome.rejected += rejected


def _name_header(load: SheetLoad) -> str:
    """Return the header of the column with the names of fields or units."""
    layout = load.plan.layout
    return layout.headers[layout.columns["name"]]


def _refuse_second(load: SheetLoad, rows: Sequence[tuple[object, ...]]) -> None:
    """Raise ``LoadError`` when another sheet of the file gives lines that this one gives: they would be added up."""
    keys = ("city_code", "agency_code", "period_code", "calendar", "level", "field_name")
    told = {
        tuple(line[column] for column in keys)
        for line in (dict(zip(COLUMNS, row, strict=True)) for row in rows)
        if line["line_kind"] in ("field", UNIT)
    }
    others = load.connection.execute(
        f"select load.file_name, {', '.join(f'line.{column}' for column in keys)} "
        "from landed_unit_return as line inner join landed_load as load using (load_id) "
        "where load.sha256 = ? and load.batch_id = ? and line.line_kind in ('field', ?)",
        [load.outcome.checksum, load.batch, UNIT],
    ).fetchall()
    for other, *key in others:
        if tuple(key) in told:
            raise LoadError(
                _(
                    "{name} and {other} are returns of the same unit for the same period, and would be added up. "
                    "Leave one sheet out, or correct its unit or its period."
                ).format(name=load.outcome.name, other=other)
            )


def _rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str, dict[str, int | None]]]:
    """Return the rows read, as ``return_lines`` wants them."""
    figures = ", ".join(f"cast({figure} as bigint)" for figure in FIGURES)
    found = connection.execute(
        f"select row_number, coalesce(line, ''), coalesce(name, ''), {figures} from read_row order by row_number"
    ).fetchall()
    return [(number, label, name, dict(zip(FIGURES, values, strict=True))) for number, label, name, *values in found]


def _level(today: date, text: str) -> str | None:
    """Return the authority level that a text names."""
    return READERS["level"]([text], Surroundings(today))[text].value


def _period(load: SheetLoad) -> tuple[str, str]:
    """Return calendar and code of the period of a return: that of its days, else the one that its title names."""
    text = titled_period(load.plan.layout.titles)
    told = READERS["period"]([text], Surroundings(load.request.today))[text].value if text else None
    begin, end = load.outcome.covered_from, load.outcome.covered_to
    if begin is not None and end is not None:
        known = load.connection.execute(
            f"select calendar, period_code from ({filling('load', 'reporting_period').body}) "
            "where date_from = ? and date_to = ? order by calendar <> ?, calendar",
            [begin, end, DEFAULT_CALENDAR],
        ).fetchall()
        for calendar, code in known:
            if told in (None, code):
                return calendar, code
        raise LoadError(
            _(
                "{name}: no calendar has a period {period} from {begin} to {end}. "
                "Correct the title, or load the office's own calendar first."
            ).format(name=load.outcome.name, period=text or "", begin=begin, end=end)
        )
    if told is None:
        raise LoadError(
            _(
                "{name} does not tell the period of the return. Write it above the table, "
                'like "Kỳ báo cáo: Quý II/2022", '
                "or give its days with --from and --to."
            ).format(name=load.outcome.name)
        )
    return DEFAULT_CALENDAR, told


def _agency(load: SheetLoad, unit_name: str | None, *, lists_units: bool) -> str | None:
    """Return the code of the unit whose return it is, ``None`` for the city as a whole."""
    if unit_name is None and lists_units:
        return None
    if unit_name is not None:
        reading, near = load.names.read_units([(None, unit_name)])[None, unit_name]
        if reading.value is not None:
            return reading.value
        cities = load.connection.execute(
            "select name from landed_city where code = ?", [load.outcome.city_code]
        ).fetchall()
        if any(_is_city(unit_name, str(name)) for (name,) in cities):
            return None
    else:
        near = None
    raise LoadError(
        _(
            "{name}: the unit of the return is not known: {unit}. Nearest: {names}. Write its name above the "
            'table, like "Đơn vị báo cáo: UBND phường Hoa Sen", load the list of units, or add --new-units.'
        ).format(name=load.outcome.name, unit=unit_name or "-", names=near or "-")
    )


def _is_city(unit_name: str, city_name: str) -> bool:
    """Whether a unit is the city itself: "UBND thành phố Quy Nhơn"."""
    key, bare = unit_key(unit_name), folded(city_name)
    return key in {unit_key(form.format(city_name)) for form in ("{}", "thành phố {}", "tỉnh {}")} or key == bare


def _units(load: SheetLoad, lines: list[ReturnLine]) -> tuple[dict[int, str], list[Rejected]]:
    """Return the codes of the units that a list names by the numbers of their lines, and the lines of others."""
    named = [line for line in lines if line.kind == UNIT]
    readings = load.names.read_units({(None, line.name) for line in named}) if named else {}
    header = _name_header(load)
    units: dict[int, str] = {}
    rejected: list[Rejected] = []
    for line in named:
        reading, near = readings[None, line.name]
        if reading.value is None:
            rejected.append(Rejected(line.number, header, line.name, reading.problem or "unit_unknown", near))
        else:
            units[line.number] = reading.value
    return units, rejected


def _land(connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[object, ...]]) -> Counter[str]:
    """Land the lines of a return, unless they are those of the last such return; return what each did.

    Earlier returns stay: which one counts for a unit and period is for ``sql/15_metrics/return_line``.
    """
    execute = connection.execute
    execute("create or replace temp table told_return as from landed_unit_return where false")
    if rows:
        marks = ", ".join("?" for _column in COLUMNS)
        connection.executemany(f"insert into told_return ({', '.join(COLUMNS)}) values ({marks})", rows)
    execute(f"create or replace temp table known_return as {KNOWN_RETURN}")
    own = [column for column in COLUMNS if column not in ("load_id", "unit_name")]
    is_changed = " or ".join(f"told.{column} is distinct from known.{column}" for column in own)
    counts = Counter(
        dict(
            execute(
                "select case when known.load_id is null then 'loaded' "
                f"when {is_changed} then 'updated' else 'unchanged' end as outcome, count(*) "
                "from told_return as told left join known_return as known "
                "on told.line_number = known.line_number group by outcome"
            ).fetchall()
        )
    )
    known_lines = execute("select count(*) from known_return").fetchall()[0][0]
    if rows and counts["unchanged"] == len(rows) < known_lines:
        # Lines are gone, and nothing else has changed: that of the whole return has.
        counts = Counter(updated=len(rows))
    if counts["unchanged"] != len(rows):
        execute("insert into landed_unit_return by name from told_return")
    return counts
