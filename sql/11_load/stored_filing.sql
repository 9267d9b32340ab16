-- One row per filing to store, numbered in the order of year of receipt, agency, day and code, so that one agency's filings of a year lie together; a code in the standard form is kept as its serial alone.
with
fresh as (
    select
        load_id, cast(null as smallint) as confirmed_load_id, agency_id, procedure_id,
        coalesce(channel_id, 1) as channel_id, coalesce(status_id, 4) as status_id, filing_code,
        received_on, due_on, reappointed_due_on, completed_on, withdrawn_on,
    from incoming_filing
    where rowid not in (select incoming_id from filing_step)
    union all
    select
        load_id, confirmed_load_id, agency_id, procedure_id, channel_id, status_id, filing_code,
        received_on, due_on, reappointed_due_on, completed_on, withdrawn_on,
    from filing_step
    where is_stored
),
serialled as (
    select
        fresh.*,
        agency.agency_code,
        try_cast(standard_code(fresh.filing_code, 'serial') as integer) as code_serial,
    from fresh
    inner join agency on agency.agency_id = fresh.agency_id
),
coded as (
    select
        * exclude code_serial,
        case
            when filing_code = standard_code(agency_code, received_on, code_serial) then code_serial
        end as code_serial,
    from serialled
),
kept as (
    select
        filing.load_id,
        coalesce(confirming.confirmed_load_id, filing.confirmed_load_id) as confirmed_load_id,
        agency_number.agency_id,
        procedure_number.procedure_id,
        filing.channel_id,
        filing.status_id,
        filing.code_serial,
        filing.other_code,
        filing.received_on,
        filing.due_on,
        filing.reappointed_due_on,
        filing.completed_on,
        filing.withdrawn_on,
    from held_filing as filing
    inner join agency_number on agency_number.held_id = filing.agency_id
    inner join procedure_number on procedure_number.held_id = filing.procedure_id
    left join filing_step as confirming
        on confirming.held_filing_id = filing.filing_id
        and confirming.is_confirming
    where filing.filing_id not in (
        select held_filing_id from filing_step where is_stored and held_filing_id is not null
    )
),
stored as (
    select * from kept
    union all by name
    select
        * exclude (filing_code, agency_code),
        case when code_serial is null then filing_code end as other_code,
    from coded
),
sorted as (
    select *
    from stored
    order by year(received_on), agency_id, received_on, code_serial, other_code, load_id
)
select
    row_number() over () as filing_id,
    load_id,
    confirmed_load_id,
    agency_id,
    procedure_id,
    channel_id,
    status_id,
    code_serial,
    other_code,
    received_on,
    due_on,
    reappointed_due_on,
    completed_on,
    withdrawn_on,
from sorted
