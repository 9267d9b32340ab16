-- One row per agency of the database that is loaded into.
select
    agency.load_id,
    city.city_code,
    agency.agency_code as code,
    agency.agency_name as name,
    level.level_code as level,
    parent.agency_code as parent_code,
    agency.valid_from,
    agency.valid_to,
    agency.agency_id as held_id,
    agency.parent_agency_id as held_parent_id,
from held_agency as agency
inner join held_city as city on city.city_id = agency.city_id
left join held_level as level on level.level_id = agency.level_id
left join held_agency as parent on parent.agency_id = agency.parent_agency_id
