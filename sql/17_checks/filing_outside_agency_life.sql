-- One row per filing received by an agency that did not exist on that day.
-- title: Received when no such agency was
-- subject: source system and code of the filing
-- expected: days on which the agency exists
-- found: day of receipt
select
    concat(stg_filing.source_system, ' ', stg_filing.filing_code) as subject,
    concat(agency.valid_from, '..', agency.valid_to) as expected,
    cast(stg_filing.received_on as varchar) as found,
from stg_filing
inner join agency on agency.agency_id = stg_filing.agency_id
where stg_filing.is_counted
    and (stg_filing.received_on < agency.valid_from or stg_filing.received_on > agency.valid_to)
order by subject
