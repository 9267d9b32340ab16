-- One row per procedure and stretch of days with one online service level; a stretch ends where the next begins.
-- procedure_id: the procedure
-- service_level_id: its online service level
-- valid_from: first day of the stretch
-- valid_to: last day of the stretch
with
dated as (
    select
        procedure_id,
        service_level_id,
        coalesce(valid_from, date '0001-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to,
    from procedure_service
),
followed as (
    select
        *,
        lead(valid_from) over (partition by procedure_id order by valid_from, valid_to, service_level_id) as next_from,
    from dated
)
select
    procedure_id,
    service_level_id,
    valid_from,
    case when next_from <= valid_to then cast(next_from - interval '1' day as date) else valid_to end as valid_to,
from followed
