-- One row per city and value of the dimension asked for, in the period asked for: procedures in force at its end, and what changed in it.
-- city: the city
-- city_code: code of the city
-- name: name of the value
-- code: code of the value; none for procedures without an online service level
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
-- $ask_dimension: level, service_level or field
-- $ask_city_id: only this city; null for all
-- $ask_level_id: only this authority level; null for all
-- $ask_field_id: only this field; null for all
-- $ask_service_level_id: only this online service level on the day as_of; null for all
-- $ask_language: vi or en
-- $ask_text: only rows that contain this text; null for all
with
named as (
    select
        dated_procedure.*,
        service_level.service_level_code,
        case $ask_dimension
            when 'level' then level.level_id
            when 'service_level' then service_level.service_level_id
            else 0
        end as position,
        case $ask_dimension
            when 'level' then level.level_code
            when 'service_level' then coalesce(service_level.service_level_code, 'none')
            when 'field' then field.field_code
        end as code,
        case $ask_dimension
            when 'level'
            then case $ask_language when 'en' then level.name_en else level.name_vi end
            when 'service_level' then case $ask_language
                when 'en' then coalesce(service_level.name_en, 'None')
                else coalesce(service_level.name_vi, 'Không có')
            end
            when 'field' then field.field_name
        end as name,
    from dated_procedure
    inner join level on level.level_id = dated_procedure.level_id
    inner join field on field.field_id = dated_procedure.field_id
    left join service_level on service_level.service_level_id = dated_procedure.service_level_id
)
select
    city.city_name as city,
    city.city_code,
    named.name,
    named.code,
    count(case when named.is_in_force then 1 end) as in_force,
    count(case when named.is_published then 1 end) as published,
    count(case when named.is_replaced then 1 end) as replaced,
    count(case when named.is_abolished then 1 end) as abolished,
    count(case when named.is_in_force and named.service_level_code = '3' then 1 end) as online_level_3,
    count(case when named.is_in_force and named.service_level_code = '4' then 1 end) as online_level_4,
    count(case when named.is_in_force and named.on_national_portal_since is not null then 1 end) as on_national_portal,
    named.period_code as period,
    named.date_from as period_from,
    named.date_to as period_to,
    named.as_of,
from named
inner join city on city.city_id = named.city_id
where true
    and named.city_id = $ask_city_id  -- if ask_city_id
    and named.level_id = $ask_level_id  -- if ask_level_id
    and named.field_id = $ask_field_id  -- if ask_field_id
    and named.service_level_id = $ask_service_level_id  -- if ask_service_level_id
    and mentions(concat_ws(' ', city.city_name, named.name), $ask_text)  -- if ask_text
group by all
order by city.city_code, any_value(named.position) nulls last, name collate vi, code
