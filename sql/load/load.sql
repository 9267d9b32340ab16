-- One row per load to store, with the number of rows that were handed over for it.
with
handed_over as (
    select load_id, count(*) as rows from landed_filing group by load_id
    union all
    select load_id, count(*) as rows from landed_procedure group by load_id
    union all
    select load_id, count(*) as rows from landed_agency group by load_id
    union all
    select load_id, count(*) as rows from landed_reported_figure group by load_id
    union all
    select load_id, count(*) as rows from landed_target group by load_id
),
counted as (
    select load_id, sum(rows) as rows from handed_over group by load_id
)
select
    landed.load_id,
    landed.kind,
    city.city_id,
    landed.source_system,
    landed.file_name,
    landed.sha256,
    coalesce(counted.rows, 0) + landed.rows_rejected as rows_read,
    coalesce(counted.rows, 0) as rows_loaded,
    landed.rows_rejected,
    landed.covered_from,
    landed.covered_to,
    landed.is_whole,
    landed.is_synthetic,
from landed_load as landed
left join city on city.city_code = landed.city_code
left join counted on counted.load_id = landed.load_id
order by landed.load_id
