-- One row per target of the database that is loaded into.
select
    target.load_id,
    target.source_id,
    target.indicator_code as indicator,
    city.city_code as city,
    level.level_code as level,
    agency.agency_code as agency,
    field.field_code as field,
    target.period_code as period,
    target.operator,
    target.value,
    target.unit,
    nullif(target.definition, 'resolved') as definition,
    target.note,
    target.agency_id as held_agency_id,
from held_target as target
left join held_city as city on city.city_id = target.city_id
left join held_level as level on level.level_id = target.level_id
left join held_agency as agency on agency.agency_id = target.agency_id
left join held_field as field on field.field_id = target.field_id
order by target.target_id
