"""Upserting the rows of a list: one with a known key changes what is known under it, others are added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import duckdb

from parx_tui.data.sqlfiles import filling, literal
from parx_tui.load.kinds import Table

WITH_VALIDITY = """
with
told as (
    select
        *,
        bool_or({first} is null) over (partition by code) as has_undated,
    from ({arrived})
),
held as (
    select
        code,
        {first} as held_from,
        {last} as held_to,
        count(*) over (partition by code) as validities,
    from {table}
    where city_code = getvariable('load_city_code')
),
-- A row without a first day speaks of the time that ends with it, else of the last one.
undated as (
    select told.row_number, held.held_from
    from told
    inner join held on held.code = told.code
    where told.{first} is null
    qualify row_number() over (
        partition by told.row_number
        order by coalesce(held.held_to = told.{last}, false) desc, held.held_from desc nulls last
    ) = 1
),
-- A first day that is not known is that of the only time, unless that was over by then.
dated as (
    select told.row_number
    from told
    inner join held on held.code = told.code
    where told.{first} is not null
        and not told.has_undated
        and held.validities = 1
        and held.held_from is null
        and coalesce(held.held_to >= told.{first}, true)
    qualify told.{first} = first_value(told.{first}) over (
        partition by told.code
        order by held.held_to is not distinct from told.{last} desc, told.{first} desc
    )
)
select
    told.* exclude has_undated,
    case
        when told.{first} is null then undated.held_from
        when dated.row_number is null then told.{first}
    end as known_from,
from told
left join undated on undated.row_number = told.row_number
left join dated on dated.row_number = told.row_number
"""
"""Rows of a list with ``known_from``, the first day of the known time that each speaks of, else its own."""

UPSERT = """
create or replace temp table upserted as
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


def upsert(connection: duckdb.DuckDBPyConnection, table: Table, *, kept_columns: Collection[str] = ()) -> Counter[str]:
    """Upsert the rows of ``sql/03_extract`` into a landed table; return how many did what.

    A row is "loaded" when its key is new, "updated" when it changes what is known under the key,
    else "unchanged". ``kept_columns`` are columns of which the file says nothing: they stay as known.
    """
    execute = connection.execute
    columns = [column[0] for column in execute(f"select * from {table.name} limit 0").description or ()]
    first_day, last_day = table.validity or (None, None)
    held = [column for column in columns if column.startswith("held_")]
    own = [column for column in columns if column not in (*table.key, "load_id", *held)]
    may_be_missing = {*kept_columns, *table.if_missing, first_day}
    kept = [column for column in own if column in may_be_missing] + held
    fills = ", ".join(_filled(column, table.if_missing.get(column)) for column in kept)
    arrived = filling("extract", table.name).body
    if first_day:
        arrived = WITH_VALIDITY.format(table=table.name, arrived=arrived, first=first_day, last=last_day)
    execute(
        UPSERT.format(
            table=table.name,
            known_from=f", {first_day} as known_from" if first_day else "",
            arrived=arrived,
            key=", ".join(table.key),
            filled=f"replace ({fills})" if fills else "",
            values=", ".join(own or table.key),
        )
    )
    counts = Counter(dict(execute("select outcome, count(*) from upserted where is_new group by outcome").fetchall()))
    execute(f"delete from {table.name}")
    # A row that changes nothing leaves the mark of the load that brought what is known.
    load_id = (
        "last_value(case when not is_new or outcome <> 'unchanged' then load_id end ignore nulls) "
        f"over (partition by {', '.join(table.key)} order by is_new, row_number)"
    )
    replaced = f"replace ({load_id} as load_id)" if "load_id" in columns else ""
    execute(
        f"insert into {table.name} by name select {', '.join(columns)} "
        f"from (select * {replaced} from upserted) where is_last order by is_new, row_number"
    )
    return counts


def _filled(column: str, otherwise: str | None) -> str:
    """Return the SQL of a column that stays as known where a row does not tell it."""
    known = f"last_value({column} ignore nulls) over versions"
    return f"coalesce({known}, {literal(otherwise)}) as {column}" if otherwise else f"{known} as {column}"
