-- One row per load of filings or procedures that brought another number of rows than the tables hold from it.
-- subject: number, kind and file of the load
-- expected: rows that it stored
-- found: rows that the tables hold
with
held as (
    select 'filings' as kind, load_id, count(*) as held_rows from filing group by load_id
    union all
    select 'procedures' as kind, load_id, count(*) as held_rows from procedure group by load_id
)
select
    concat_ws(' ', load.load_id, load.kind, load.file_name) as subject,
    cast(load.rows_loaded as varchar) as expected,
    cast(coalesce(held.held_rows, 0) as varchar) as found,
from load
left join held
    on held.load_id = load.load_id
    and held.kind = load.kind
where load.kind in ('filings', 'procedures')
    and load.rows_loaded <> coalesce(held.held_rows, 0)
order by load.load_id
