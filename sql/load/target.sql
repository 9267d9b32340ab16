-- One row per target to store, numbered in the order in which they were handed over.
with
numbered as (
    select
        *,
        row_number() over () as number,
    from landed_target
)
select
    cast(landed.number as integer) as target_id,
    landed.source_id,
    landed.indicator as indicator_code,
    city.city_id,
    level.level_id,
    agency.agency_id,
    field.field_id,
    landed.period as period_code,
    landed.operator,
    landed.value,
    landed.unit,
    case when landed.indicator = 'on_time_rate' then coalesce(landed.definition, 'resolved') end as definition,
    landed.note,
    landed.load_id,
from numbered as landed
left join city on landed.city in (city.city_name, city.city_code)
left join level on level.level_code = landed.level
left join agency
    on agency.city_id = city.city_id
    and landed.agency in (agency.agency_name, agency.agency_code)
left join field on landed.field in (field.field_name, field.field_code)
-- A scope that is not found must not bind everything instead.
where (landed.city is null or city.city_id is not null)
    and (landed.level is null or level.level_id is not null)
    and (landed.agency is null or agency.agency_id is not null)
    and (landed.field is null or field.field_id is not null)
order by target_id
