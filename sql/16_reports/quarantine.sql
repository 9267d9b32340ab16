-- One row per filing that contradicts itself: it is kept, and counted nowhere until a later export puts it right.
-- filing: code of the filing
-- source_system: system that it comes from; the code is a key only together with it
-- quarantine_reason: contradiction
-- status: status in the source system, 1 to 10
-- received_on: day of receipt
-- due_on: due date that counts
-- completed_on: day on which processing ended
-- withdrawn_on: day on which it was withdrawn
-- as_of: last day up to which the filings of its city are known
-- city: its city
-- city_code: code of the city
-- agency: agency that resolves it
-- agency_code: code of the agency
-- procedure: procedure that it falls under
-- procedure_code: code of the procedure
-- load: load that brought it
-- file_name: file of that load
-- $ask_city_id: only this city; null for all
-- $ask_level_id: only this authority level; null for all
-- $ask_agency_id: only this agency; null for all
-- $ask_text: only rows that contain this text; null for all
select
    stg_filing.filing_code as filing,
    stg_filing.source_system,
    stg_filing.quarantine_reason,
    stg_filing.status_id as status,
    stg_filing.received_on,
    stg_filing.due_on,
    stg_filing.completed_on,
    stg_filing.withdrawn_on,
    stg_filing.as_of,
    city.city_name as city,
    city.city_code,
    agency.agency_name as agency,
    agency.agency_code,
    procedure.procedure_name as procedure,
    procedure.procedure_code,
    stg_filing.load_id as load,
    load.file_name,
from stg_filing
inner join city on city.city_id = stg_filing.city_id
inner join agency on agency.agency_id = stg_filing.agency_id
inner join procedure on procedure.procedure_id = stg_filing.procedure_id
inner join load on load.load_id = stg_filing.load_id
where stg_filing.quarantine_reason is not null
    and stg_filing.city_id = $ask_city_id  -- if ask_city_id
    and stg_filing.level_id = $ask_level_id  -- if ask_level_id
    and stg_filing.agency_id = $ask_agency_id  -- if ask_agency_id
    -- if ask_text
    and mentions(concat_ws(
        ' ',
        stg_filing.filing_code,
        stg_filing.quarantine_reason,
        agency.agency_name,
        procedure.procedure_name
    ), $ask_text)
    -- end
order by load desc, filing
