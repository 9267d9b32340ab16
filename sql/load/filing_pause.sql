-- One row per pause to store.
select
    filing.filing_id,
    pause.paused_from,
    pause.resumed_on,
from landed_filing_pause as pause
inner join landed_filing as landed
    on landed.load_id = pause.load_id
    and landed.city_code = pause.city_code
    and landed.filing_code = pause.filing_code
inner join city on city.city_code = landed.city_code
inner join agency
    on agency.city_id = city.city_id
    and agency.agency_code = landed.agency_code
inner join filing
    on filing.load_id = landed.load_id
    and filing.agency_id = agency.agency_id
    and filing.received_on is not distinct from landed.received_on
    and (
        filing.other_code = landed.filing_code
        or (
            starts_with(landed.filing_code, concat(agency.agency_code, '-', strftime(landed.received_on, '%y%m%d'), '-'))
            and filing.code_serial = try_cast(split_part(landed.filing_code, '-', 3) as integer)
        )
    )
order by all
