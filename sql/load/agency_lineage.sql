-- One row per predecessor and successor to store.
select
    predecessor.agency_id as predecessor_agency_id,
    successor.agency_id as successor_agency_id,
    landed.changed_on,
    landed.load_id,
from landed_agency_lineage as landed
inner join city on city.city_code = landed.city_code
inner join agency as predecessor
    on predecessor.city_id = city.city_id
    and predecessor.agency_code = landed.predecessor_code
inner join agency as successor
    on successor.city_id = city.city_id
    and successor.agency_code = landed.successor_code
order by all
