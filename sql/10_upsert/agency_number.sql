-- One row per agency of the database that is loaded into.
-- held_id: its number there
-- agency_id: its number in this build
-- city_id: its city
select
    landed.held_id,
    agency.agency_id,
    agency.city_id,
from landed_agency as landed
inner join city on city.city_code = landed.city_code
inner join agency
    on agency.city_id = city.city_id
    and agency.agency_code = landed.code
    and agency.valid_from is not distinct from landed.valid_from
where landed.held_id is not null
