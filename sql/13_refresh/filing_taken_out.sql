-- One row per filing of the database that is loaded into that no longer counts as it did: stored anew, or one that may count in another way now; its columns are those of the table filing.
select filing.*
from held_filing as filing
inner join held_agency as agency on agency.agency_id = filing.agency_id
inner join held_carried_city as carried_city on carried_city.city_id = agency.city_id
where filing.filing_id in (select held_filing_id from filing_step where is_stored and held_filing_id is not null)
    or filing.filing_id in (select filing_id from held_moved_filing)
