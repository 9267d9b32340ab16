-- One row per filing to count: of cities that are not carried over all, of the others those stored anew and those that may count in another way now; its columns are those of the table filing.
select filing.*
from filing
inner join agency on agency.agency_id = filing.agency_id
where agency.city_id not in (select city_id from carried_city)
    or filing.load_id not in (select load_id from held_load)
    or filing.filing_id in (select filing_id from moved_filing)
