"""Laying the rows of a list over those known: a row with a known key changes what is known under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import duckdb

from parx_tui.data.database import literal
from parx_tui.data.sqlfiles import file
from parx_tui.load.directory import NO_FIELD

KEYS: dict[str, tuple[str, ...]] = {
    "landed_agency": ("city_code", "code", "known_from"),
    "landed_agency_lineage": ("city_code", "predecessor_code", "successor_code", "changed_on"),
    "landed_procedure": ("city_code", "code", "known_from"),
    "landed_procedure_service": ("city_code", "procedure_code", "valid_from"),
    "landed_source_document": ("source_id",),
    "landed_target": ("source_id", "indicator", "city", "level", "agency", "field", "period"),
    "landed_reported_figure": ("source_id", "indicator", "city", "level", "field", "period", "as_of"),
    "landed_reporting_period": ("calendar", "period_code"),
    "landed_holiday": ("day",),
}
"""What tells the rows of a list apart; one code has several lives, each told by the first day it is known by."""

FIRST_DAYS = {"landed_agency": "valid_from", "landed_procedure": "published_on"}
"""Column of the first day of a life, which stays as known where a row does not tell it."""

NOT_TOLD = {"landed_procedure": {"field_code": NO_FIELD[0], "level": "unknown"}}
"""What new rows have in columns that no row can do without; a row that says nothing leaves what is known."""

OVERLAY = """
create or replace temp table overlaid as
with
version as (
    select *, rowid as row_number, false as is_new {known_from} from {table}
    union all by name
    select *, true as is_new from ({arrived})
),
filled as (
    select * {filled} from version
    window versions as (partition by {key} order by is_new, row_number rows between unbounded preceding and current row)
),
compared as (
    select
        *,
        lag(is_new) over versions is not null as is_known,
        row({values}) is distinct from lag(row({values})) over versions as is_changed,
        row_number() over (partition by {key} order by is_new desc, row_number desc) = 1 as is_last,
    from filled
    window versions as (partition by {key} order by is_new, row_number)
)
select
    *,
    case when not is_known then 'loaded' when is_changed then 'updated' else 'unchanged' end as outcome,
from compared
"""


def lay_over(connection: duckdb.DuckDBPyConnection, table: str, *, kept_columns: Collection[str] = ()) -> Counter[str]:
    """Lay the rows of ``sql/arrival/<table>`` over those of a landed table; return how many did what.

    A row is "loaded" when its key is new, "updated" when it changes what is known under the key,
    else "unchanged". ``kept_columns`` are columns of which the file says nothing: they stay as known.
    """
    execute = connection.execute
    columns = [column[0] for column in execute(f"select * from {table} limit 0").description or ()]
    key = KEYS[table]
    first_day, not_told = FIRST_DAYS.get(table), NOT_TOLD.get(table, {})
    held = [column for column in columns if column.startswith("held_")]
    own = [column for column in columns if column not in (*key, "load_id", *held)]
    kept = [column for column in own if column in kept_columns or column in not_told or column == first_day] + held
    fills = ", ".join(_filled(column, not_told.get(column)) for column in kept)
    arrived = file("arrival", table).body
    execute(
        OVERLAY.format(
            table=table,
            known_from=f", {first_day} as known_from" if first_day else "",
            arrived=arrived,
            key=", ".join(key),
            filled=f"replace ({fills})" if fills else "",
            values=_row(own or key),
        )
    )
    counts = Counter(dict(execute("select outcome, count(*) from overlaid where is_new group by outcome").fetchall()))
    execute(f"delete from {table}")
    # A row that changes nothing leaves the mark of the load that brought what is known.
    load_id = (
        "last_value(case when not is_new or outcome <> 'unchanged' then load_id end ignore nulls) "
        f"over (partition by {', '.join(key)} order by is_new, row_number)"
    )
    replaced = f"replace ({load_id} as load_id)" if "load_id" in columns else ""
    execute(
        f"insert into {table} by name select {', '.join(columns)} "
        f"from (select * {replaced} from overlaid) where is_last order by is_new, row_number"
    )
    if table == "landed_procedure":
        _land_no_field(connection)
    return counts


def _filled(column: str, otherwise: str | None) -> str:
    """Return the SQL of a column that stays as known where a row does not tell it."""
    known = f"last_value({column} ignore nulls) over versions"
    return f"coalesce({known}, {literal(otherwise)}) as {column}" if otherwise else f"{known} as {column}"


def _land_no_field(connection: duckdb.DuckDBPyConnection) -> None:
    """Land the field of procedures for which none is told, once there are any."""
    code, name = NO_FIELD
    connection.execute(
        "insert into landed_field (load_id, code, name) select any_value(load_id), $code, $name "
        "from landed_procedure where field_code = $code and $code not in (select code from landed_field) "
        "having count(*) > 0",
        {"code": code, "name": name},
    )


def _row(columns: Sequence[str]) -> str:
    return ", ".join(columns)
