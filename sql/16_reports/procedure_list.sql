-- One row per procedure that is in force at the end of the period asked for, or changed in it.
-- procedure: name of the procedure
-- procedure_code: its code in the city's list
-- city: the city
-- city_code: code of the city
-- level: authority level that resolves it
-- field: field that it belongs to
-- service_level: its online service level on the day as_of; empty for none
-- state: in_force, or what happened to it in the period: published, replaced or abolished; of two the end
-- published_on: first day in force; empty for before the data begins
-- abolished_on: first day no longer in force; empty when that was after the day as_of
-- replaced_by: code of the procedure that took its place
-- on_national_portal_since: first day on the national portal; empty when it was not there on the day as_of
-- period: code of the period
-- as_of: last day of the period that a load of procedures speaks for
-- $ask_city_id: only this city; null for all
-- $ask_level_id: only this authority level; null for all
-- $ask_field_id: only this field; null for all
-- $ask_service_level_id: only this online service level on the day as_of; null for all
-- $ask_text: only rows that contain this text; null for all
select
    procedure.procedure_name as procedure,
    procedure.procedure_code,
    city.city_name as city,
    city.city_code,
    level.level_code as level,
    field.field_name as field,
    service_level.service_level_code as service_level,
    case
        when dated_procedure.is_replaced then 'replaced'
        when dated_procedure.is_abolished then 'abolished'
        when dated_procedure.is_published then 'published'
        else 'in_force'
    end as state,
    procedure.published_on,
    case when procedure.abolished_on <= dated_procedure.as_of then procedure.abolished_on end as abolished_on,
    case when procedure.abolished_on <= dated_procedure.as_of then procedure.replaced_by end as replaced_by,
    dated_procedure.on_national_portal_since,
    dated_procedure.period_code as period,
    dated_procedure.as_of,
from dated_procedure
inner join procedure on procedure.procedure_id = dated_procedure.procedure_id
inner join city on city.city_id = dated_procedure.city_id
inner join level on level.level_id = dated_procedure.level_id
inner join field on field.field_id = dated_procedure.field_id
left join service_level on service_level.service_level_id = dated_procedure.service_level_id
where true
    and dated_procedure.city_id = $ask_city_id  -- if ask_city_id
    and dated_procedure.level_id = $ask_level_id  -- if ask_level_id
    and dated_procedure.field_id = $ask_field_id  -- if ask_field_id
    and dated_procedure.service_level_id = $ask_service_level_id  -- if ask_service_level_id
    -- if ask_text
    and mentions(
        concat_ws(' ', procedure.procedure_name, procedure.procedure_code, field.field_name),
        $ask_text
    )
    -- end
order by city.city_code, level.level_id, field.field_name collate vi, procedure collate vi, procedure.procedure_code
