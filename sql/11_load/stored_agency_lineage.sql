-- One row per predecessor and successor to store: who bore the codes on the last day before the change and on its first.
select
    predecessor.agency_id as predecessor_agency_id,
    successor.agency_id as successor_agency_id,
    landed.changed_on,
    landed.load_id,
from landed_agency_lineage as landed
inner join city on city.city_code = landed.city_code
inner join agency_bearer as predecessor
    on predecessor.city_id = city.city_id
    and predecessor.agency_code = landed.predecessor_code
    and landed.changed_on - 1 between predecessor.borne_from and predecessor.borne_to
inner join agency_bearer as successor
    on successor.city_id = city.city_id
    and successor.agency_code = landed.successor_code
    and landed.changed_on between successor.borne_from and successor.borne_to
order by all
