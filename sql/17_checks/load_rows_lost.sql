-- One row per load of filings that brought another number of rows than the tables and the history of changes hold from it.
-- title: Rows of a load that are gone
-- subject: number, kind and file of the load
-- expected: rows loaded and updated
-- found: rows held
with
held as (
    select load_id, count(*) as held_rows from filing group by load_id
    union all
    select previous_load_id as load_id, count(*) as held_rows from filing_before group by previous_load_id
),
summed as (
    select load_id, sum(held_rows) as held_rows from held group by load_id
)
select
    concat_ws(' ', load.load_id, load.kind, load.file_name) as subject,
    cast(load.rows_loaded + load.rows_updated as varchar) as expected,
    cast(coalesce(summed.held_rows, 0) as varchar) as found,
from load
left join summed on summed.load_id = load.load_id
where load.kind = 'filings'
    and load.rows_loaded + load.rows_updated <> coalesce(summed.held_rows, 0)
order by load.load_id
