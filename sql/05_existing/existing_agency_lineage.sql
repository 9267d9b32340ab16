-- One row per predecessor and successor of the database that is loaded into.
select
    lineage.load_id,
    city.city_code,
    predecessor.agency_code as predecessor_code,
    successor.agency_code as successor_code,
    lineage.changed_on,
from held_agency_lineage as lineage
inner join held_agency as predecessor on predecessor.agency_id = lineage.predecessor_agency_id
inner join held_agency as successor on successor.agency_id = lineage.successor_agency_id
inner join held_city as city on city.city_id = predecessor.city_id
