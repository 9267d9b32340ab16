-- One row per filing, with what has happened to it by the last day known: what its file tells of later days has not happened yet, and stays untold until a load speaks for them.
-- filing_id: the filing
-- load_id: load that brought it
-- city_id: city of its agency
-- level_id: authority level of its agency; null when unknown
-- agency_id: agency that resolves it
-- agency_code: code of that agency
-- procedure_id: procedure that it falls under
-- channel_id: channel through which it was handed in
-- status_id: status in the source system
-- code_serial: serial of a code in the standard form; null for other codes
-- other_code: the code as written, when it is not in the standard form
-- received_on: day of receipt
-- is_received: false when it is received after the last day known, so that it is not there yet
-- due_on: effective due date: the latest lawful re-appointment, else the due date first promised
-- original_due_on: due date first promised
-- reappointed_due_on: latest lawful new due date
-- completed_on: day on which processing ended; null when that has not happened yet
-- withdrawn_on: day on which it was withdrawn; null when that has not happened yet
-- closed_on: day on which it left the stock; null while open
-- tells_completion: true when its file tells an end of processing, of whatever day
-- tells_withdrawal: true when its file tells a withdrawal, of whatever day
-- as_of: last day up to which its city's filings are known
with
dated as (
    select
        filing.filing_id,
        filing.load_id,
        agency.city_id,
        agency.level_id,
        filing.agency_id,
        agency.agency_code,
        filing.procedure_id,
        filing.channel_id,
        filing.status_id,
        filing.code_serial,
        filing.other_code,
        filing.received_on,
        filing.received_on is null or filing.received_on <= stg_city.as_of as is_received,
        coalesce(filing.reappointed_due_on, filing.due_on) as due_on,
        filing.due_on as original_due_on,
        filing.reappointed_due_on,
        case when filing.completed_on <= stg_city.as_of then filing.completed_on end as completed_on,
        case when filing.withdrawn_on <= stg_city.as_of then filing.withdrawn_on end as withdrawn_on,
        filing.completed_on is not null as tells_completion,
        filing.withdrawn_on is not null as tells_withdrawal,
        stg_city.as_of,
    from filing
    inner join agency on agency.agency_id = filing.agency_id
    inner join stg_city on stg_city.city_id = agency.city_id
)
select
    filing_id,
    load_id,
    city_id,
    level_id,
    agency_id,
    agency_code,
    procedure_id,
    channel_id,
    status_id,
    code_serial,
    other_code,
    received_on,
    is_received,
    due_on,
    original_due_on,
    reappointed_due_on,
    completed_on,
    withdrawn_on,
    coalesce(completed_on, withdrawn_on) as closed_on,
    tells_completion,
    tells_withdrawal,
    as_of,
from dated
