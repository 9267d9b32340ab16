-- One row per city and authority level, for the period asked for: procedures in force at its end, and what changed in it.
-- city: the city
-- city_code: code of the city
-- level: name of the authority level
-- level_code: code of the level
-- in_force: procedures in force on the day as_of
-- published: came into force in the period
-- replaced: ended in the period, with a procedure that took their place
-- abolished: ended in the period, without one
-- online_level_3: in force at online service level 3
-- online_level_4: in force at online service level 4
-- on_national_portal: in force and on the national portal
-- period: code of the period
-- period_from: first day of the period
-- period_to: last day of the period
-- as_of: last day of the period that a load of procedures speaks for; empty when none does
-- $ask_calendar: calendar
-- $ask_period: code of the period
-- $ask_city_id: only this city; null for all
-- $ask_level_id: only this authority level; null for all
-- $ask_field_id: only this field; null for all
-- $ask_language: vi or en
-- $ask_text: only rows that contain this text; null for all
with
known as (
    select
        load.city_id,
        reporting_period.period_code,
        reporting_period.date_from,
        reporting_period.date_to,
        max(least(load.covered_to, reporting_period.date_to)) as as_of,
    from reporting_period
    cross join load
    where reporting_period.calendar = cast(getvariable('ask_calendar') as varchar)
        and reporting_period.period_code = cast(getvariable('ask_period') as varchar)
        and load.kind = 'procedures'
        and load.covered_from <= reporting_period.date_to
        and load.covered_to >= reporting_period.date_from
    group by all
),
dated as (
    select
        procedure.*,
        known.period_code,
        known.date_from,
        known.date_to,
        known.as_of,
        coalesce(procedure.published_on <= known.as_of, true) and coalesce(procedure.abolished_on > known.as_of, true) as is_in_force,
        coalesce(procedure.abolished_on between known.date_from and known.as_of, false) as is_ended,
        stg_procedure_service.service_level_id,
        portal.on_national_portal_since,
    from procedure
    inner join known on known.city_id = procedure.city_id
    left join stg_procedure_service
        on stg_procedure_service.procedure_id = procedure.procedure_id
        and known.as_of between stg_procedure_service.valid_from and stg_procedure_service.valid_to
    left join (
        select procedure_id, min(on_national_portal_since) as on_national_portal_since
        from procedure_service
        group by procedure_id
    ) as portal on portal.procedure_id = procedure.procedure_id
)
select
    city.city_name as city,
    city.city_code,
    case cast(getvariable('ask_language') as varchar) when 'en' then level.name_en else level.name_vi end as level,
    level.level_code,
    count(case when dated.is_in_force then 1 end) as in_force,
    count(case when dated.published_on between dated.date_from and dated.as_of then 1 end) as published,
    count(case when dated.is_ended and dated.replaced_by is not null then 1 end) as replaced,
    count(case when dated.is_ended and dated.replaced_by is null then 1 end) as abolished,
    count(case when dated.is_in_force and service_level.service_level_code = '3' then 1 end) as online_level_3,
    count(case when dated.is_in_force and service_level.service_level_code = '4' then 1 end) as online_level_4,
    count(case when dated.is_in_force and dated.on_national_portal_since <= dated.as_of then 1 end) as on_national_portal,
    dated.period_code as period,
    dated.date_from as period_from,
    dated.date_to as period_to,
    dated.as_of,
from dated
inner join city on city.city_id = dated.city_id
inner join level on level.level_id = dated.level_id
left join service_level on service_level.service_level_id = dated.service_level_id
where (cast(getvariable('ask_city_id') as integer) is null or dated.city_id = cast(getvariable('ask_city_id') as integer))
    and (cast(getvariable('ask_level_id') as integer) is null or dated.level_id = cast(getvariable('ask_level_id') as integer))
    and (cast(getvariable('ask_field_id') as integer) is null or dated.field_id = cast(getvariable('ask_field_id') as integer))
    and is_asked_for(concat_ws(' ', city.city_name, level.name_vi, level.name_en))
group by all
order by city.city_code, any_value(level.level_id)
