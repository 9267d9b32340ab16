-- One row per target to store, numbered in the order in which they were handed over.
with
numbered as (
    select
        *,
        row_number() over () as number,
    from landed_target
),
-- Of several units of a name or code, a target binds the known one, else the last to begin by the end of its period.
bound as (
    select
        landed.number,
        city.city_id,
        agency.agency_id,
    from numbered as landed
    inner join city on landed.city in (city.city_name, city.city_code)
    inner join agency
        on agency.city_id = city.city_id
        and landed.agency in (agency.agency_name, agency.agency_code)
    left join agency_number on agency_number.agency_id = agency.agency_id
    left join reporting_period
        on reporting_period.calendar = 'calendar'
        and reporting_period.period_code = landed.period
    qualify row_number() over (
        partition by landed.number
        order by
            coalesce(agency_number.held_id = landed.held_agency_id, false) desc,
            coalesce(agency.valid_from <= reporting_period.date_to, true) desc,
            coalesce(agency.valid_to >= reporting_period.date_from, true) desc,
            coalesce(agency.valid_from, date '0001-01-01') desc,
            agency.agency_id
    ) = 1
)
select
    cast(landed.number as integer) as target_id,
    landed.source_id,
    landed.indicator as indicator_code,
    city.city_id,
    level.level_id,
    bound.agency_id,
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
left join bound on bound.number = landed.number
left join field on landed.field in (field.field_name, field.field_code)
-- A scope that is not found must not bind everything instead.
where (landed.city is null or city.city_id is not null)
    and (landed.level is null or level.level_id is not null)
    and (landed.agency is null or bound.agency_id is not null)
    and (landed.field is null or field.field_id is not null)
order by target_id
