-- One row per load to store, with the numbers of its rows by what became of them.
with
handed_over as (
    select load_id, 'filings' as kind, outcome, rows from load_outcome
    union all
    select load_id, 'procedures' as kind, 'loaded' as outcome, count(*) as rows from landed_procedure group by load_id
    union all
    select load_id, 'agencies' as kind, 'loaded' as outcome, count(*) as rows from landed_agency group by load_id
    union all
    select load_id, 'reported' as kind, 'loaded' as outcome, count(*) as rows
    from landed_reported_figure
    group by load_id
    union all
    select load_id, 'targets' as kind, 'loaded' as outcome, count(*) as rows from landed_target group by load_id
    union all
    select load_id, 'returns' as kind, 'loaded' as outcome, count(*) as rows from landed_unit_return group by load_id
),
counted as (
    select
        load_id,
        kind,
        sum(case when outcome = 'loaded' then rows else 0 end) as rows_loaded,
        sum(case when outcome = 'updated' then rows else 0 end) as rows_updated,
        sum(case when outcome = 'unchanged' then rows else 0 end) as rows_unchanged,
    from handed_over
    group by load_id, kind
),
numbered as (
    select
        landed.* replace (
            coalesce(landed.batch_id, landed.load_id) as batch_id,
            coalesce(landed.rows_loaded, counted.rows_loaded, 0) as rows_loaded,
            coalesce(landed.rows_updated, counted.rows_updated, 0) as rows_updated,
            coalesce(landed.rows_unchanged, counted.rows_unchanged, 0) as rows_unchanged,
            coalesce(landed.rows_rejected, 0) as rows_rejected,
        ),
    from landed_load as landed
    left join counted
        on counted.load_id = landed.load_id
        and counted.kind = landed.kind
)
select
    landed.load_id,
    landed.batch_id,
    landed.kind,
    city.city_id,
    landed.source_system,
    landed.file_name,
    landed.sha256,
    coalesce(
        landed.rows_read,
        landed.rows_loaded + landed.rows_updated + landed.rows_unchanged + landed.rows_rejected
    ) as rows_read,
    landed.rows_loaded,
    landed.rows_updated,
    landed.rows_unchanged,
    landed.rows_rejected,
    landed.covered_from,
    landed.covered_to,
    landed.is_whole,
    landed.is_synthetic,
    landed.loaded_at,
from numbered as landed
left join city on city.city_code = landed.city_code
order by landed.load_id
