"""Laying the rows of a list over those known: a row with a known key changes what is known under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import duckdb

from parx_tui.data.database import literal
from parx_tui.load.matching.fields import NO_FIELD

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

LIVES = {"landed_agency": ("valid_from", "valid_to"), "landed_procedure": ("published_on", "abolished_on")}
"""Columns of the first and the last day of a life; the first stays as known where a row does not tell it."""

NOT_TOLD: dict[str, dict[str, str | None]] = {
    "landed_procedure": {"field_code": NO_FIELD[0], "level": "unknown"},
    "landed_source_document": dict.fromkeys(("document", "issuer", "about_period", "published_on", "publisher")),
}
"""What new rows have in columns of which a row may say nothing; such a row leaves what is known."""

WITH_LIVES = """
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
        count(*) over (partition by code) as lives,
    from {table}
    where city_code = getvariable('load_city_code')
),
-- A row without a first day speaks of the life that ends with it, else of the last one.
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
-- A first day that is not known is that of the only life, unless that was over by then.
dated as (
    select told.row_number
    from told
    inner join held on held.code = told.code
    where told.{first} is not null
        and not told.has_undated
        and held.lives = 1
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
"""Rows of a list with ``known_from``, the first day of the known life that each speaks of, else its own."""

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
    """Lay the rows of a file (``sql/03_extract``) over those of a landed table; return how many did what.

    A row is "loaded" when its key is new, "updated" when it changes what is known under the key,
    else "unchanged". ``kept_columns`` are columns of which the file says nothing: they stay as known.
    """
    execute = connection.execute
    columns = [column[0] for column in execute(f"select * from {table} limit 0").description or ()]
    key = KEYS[table]
    not_told = NOT_TOLD.get(table, {})
    first_day, last_day = LIVES.get(table, (None, None))
    held = [column for column in columns if column.startswith("held_")]
    own = [column for column in columns if column not in (*key, "load_id", *held)]
    kept = [column for column in own if column in kept_columns or column in not_told or column == first_day] + held
    fills = ", ".join(_filled(column, not_told.get(column)) for column in kept)
    arrived = filling("extract", table).body
    if first_day:
        arrived = WITH_LIVES.format(table=table, arrived=arrived, first=first_day, last=last_day)
    execute(
        OVERLAY.format(
            table=table,
            known_from=f", {first_day} as known_from" if first_day else "",
            arrived=arrived,
            key=", ".join(key),
            filled=f"replace ({fills})" if fills else "",
            values=", ".join(own or key),
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
    return counts


def _filled(column: str, otherwise: str | None) -> str:
    """Return the SQL of a column that stays as known where a row does not tell it."""
    known = f"last_value({column} ignore nulls) over versions"
    return f"coalesce({known}, {literal(otherwise)}) as {column}" if otherwise else f"{known} as {column}"
