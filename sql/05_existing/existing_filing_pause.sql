-- One row per pause in the database that is loaded into, with the load that brought its filing as it stands.
select
    filing.load_id,
    city.city_code,
    coalesce(
        filing.other_code,
        standard_code(agency.agency_code, filing.received_on, filing.code_serial)
    ) as filing_code,
    pause.paused_from,
    pause.resumed_on,
from held_filing_pause as pause
inner join held_filing as filing on filing.filing_id = pause.filing_id
inner join held_agency as agency on agency.agency_id = filing.agency_id
inner join held_city as city on city.city_id = agency.city_id
