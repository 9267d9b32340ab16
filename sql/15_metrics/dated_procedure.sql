-- One row per procedure and stretch of days asked for (procedure_coverage) in which it is of interest: in force at its end, or come or gone in it.
-- procedure_id: the procedure
-- city_id: its city
-- level_id: its authority level
-- field_id: its field
-- service_level_id: its online service level on the day as_of; null for none
-- on_national_portal_since: first day on the national portal; null when it is not there on the day as_of
-- is_in_force: in force on the day as_of
-- is_published: came into force in the stretch
-- is_replaced: ended in the stretch, with a procedure that took its place
-- is_abolished: ended in the stretch, without one
-- period_code: the period; null for one day
-- date_from: first day of the stretch
-- date_to: last day of the stretch
-- as_of: last day of the stretch that a load of procedures speaks for
-- coverage: whole or part: how much of the stretch the loads speak for
-- $ask_calendar: calendar
-- $ask_period: code of the period
-- $ask_dimension: figure for the periods and days of the reported figures
with
dated as (
    select
        procedure.procedure_id,
        procedure.city_id,
        procedure.level_id,
        procedure.field_id,
        procedure.replaced_by,
        coalesce(procedure.published_on <= listed.as_of, true)
            and coalesce(procedure.abolished_on > listed.as_of, true) as is_in_force,
        coalesce(procedure.published_on between listed.date_from and listed.as_of, false) as is_published,
        coalesce(procedure.abolished_on between listed.date_from and listed.as_of, false) as is_ended,
        listed.* exclude city_id,
    from procedure
    inner join procedure_coverage as listed on listed.city_id = procedure.city_id
)
select
    dated.procedure_id,
    dated.city_id,
    dated.level_id,
    dated.field_id,
    stg_procedure_service.service_level_id,
    case
        when portal.on_national_portal_since <= dated.as_of then portal.on_national_portal_since
    end as on_national_portal_since,
    dated.is_in_force,
    dated.is_published,
    dated.is_ended and dated.replaced_by is not null as is_replaced,
    dated.is_ended and dated.replaced_by is null as is_abolished,
    dated.period_code,
    dated.date_from,
    dated.date_to,
    dated.as_of,
    dated.coverage,
from dated
left join stg_procedure_service
    on stg_procedure_service.procedure_id = dated.procedure_id
    and dated.as_of between stg_procedure_service.valid_from and stg_procedure_service.valid_to
left join (
    select procedure_id, min(on_national_portal_since) as on_national_portal_since
    from procedure_service
    group by procedure_id
) as portal on portal.procedure_id = dated.procedure_id
where dated.is_in_force or dated.is_published or dated.is_ended
