-- One row per filing of the database that is loaded into, of the cities and source systems that files come from now, with the numbers of this build.
-- covered_to: last day for which it is known as it stands
-- told_on: day for which it is told at least: covered_to, or a later one on which it has an end, a withdrawal or a pause, up to the day of the load
with
pause as (
    select
        told.filing_id,
        max(greatest(
            happened_by(told.paused_from, cast(load.loaded_at as date)),
            happened_by(told.resumed_on, cast(load.loaded_at as date))
        )) as last_on,
    from held_filing_pause as told
    inner join held_filing as filing on filing.filing_id = told.filing_id
    inner join held_load as load on load.load_id = filing.load_id
    group by told.filing_id
)
select
    filing.filing_id as held_filing_id,
    load.source_system,
    told_last.covered_to,
    greatest(
        told_last.covered_to,
        happened_by(filing.completed_on, cast(load.loaded_at as date)),
        happened_by(filing.withdrawn_on, cast(load.loaded_at as date)),
        pause.last_on
    ) as told_on,
    agency_number.city_id,
    coalesce(
        filing.other_code,
        standard_code(agency.agency_code, filing.received_on, filing.code_serial)
    ) as filing_code,
    filing.load_id,
    agency_number.agency_id,
    procedure_number.procedure_id,
    filing.channel_id,
    filing.status_id,
    filing.received_on,
    filing.due_on,
    filing.reappointed_due_on,
    filing.completed_on,
    filing.withdrawn_on,
from held_filing as filing
inner join held_load as load on load.load_id = filing.load_id
inner join held_load as told_last on told_last.load_id = coalesce(filing.confirmed_load_id, filing.load_id)
inner join held_agency as agency on agency.agency_id = filing.agency_id
inner join agency_number on agency_number.held_id = filing.agency_id
inner join procedure_number on procedure_number.held_id = filing.procedure_id
left join pause on pause.filing_id = filing.filing_id
where (agency_number.city_id, load.source_system) in (
    select (city.city_id, landed_load.source_system)
    from landed_load
    inner join city on city.city_code = landed_load.city_code
    where landed_load.kind = 'filings'
        and landed_load.load_id not in (select load_id from held_load)
)
