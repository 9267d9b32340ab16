-- One row per filing, with its effective dates and what is wrong with them.
-- filing_id: the filing
-- filing_code: its code, a key only together with source_system
-- source_system: system that handed it over
-- load_id: load that brought it
-- city_id: city of its agency
-- level_id: authority level of its agency; 0 when unknown
-- agency_id: agency that resolves it
-- procedure_id: procedure that it falls under
-- field_id: field of the procedure
-- service_level_id: online service level of the procedure on the day of receipt; 0 when unknown
-- channel_id: channel through which it was handed in
-- status_id: status in the source system
-- received_on: day of receipt
-- due_on: effective due date: the latest lawful re-appointment, else the due date first promised
-- original_due_on: due date first promised
-- completed_on: day on which processing ended; null when that has not happened by the last day known
-- withdrawn_on: day on which it was withdrawn; null when that has not happened by then
-- closed_on: day on which it left the stock; null while open
-- closed_as: early, on_time, late, resolved_no_due_date or withdrawn, by date: the due day itself is on time; null while open
-- fell_due_on: due_on, or, when the clock stood still on that day, the end of that pause or of the filing; null when it never fell due
-- as_of: last day up to which its city's filings are known
-- quarantine_reason: contradiction that keeps it out of every count; null when there is none
-- is_counted: true when it enters the counts: received by the last day known, accepted by the office and free of contradictions
with
-- Truth values, so that no text has to go through the joins of the ledger.
status as (
    select
        status_id,
        counted_as <> 'not_received' as is_accepted,
        counted_as = 'resolved' as is_resolved,
        counted_as = 'withdrawn' as is_withdrawn,
    from filing_status
),
pause as (
    select
        *,
        quarantine_reason is not null as is_contradictory,
    from paused_filing
),
judged as (
    select
        known.*,
        load.source_system,
        procedure.field_id,
        stg_procedure_service.service_level_id,
        status.is_accepted,
        coalesce(pause.is_contradictory, false) as has_wrong_pauses,
        pause.quarantine_reason as pause_reason,
        case
            when pause.clock_stood_until = date '9999-12-31' then null
            else coalesce(pause.clock_stood_until, known.due_on)
        end as fell_due_on,
        case
            when not known.is_received then null
            when known.received_on is null then 'received_missing'
            when known.completed_on is not null and known.withdrawn_on is not null then 'resolved_and_withdrawn'
            when known.completed_on < known.received_on then 'resolved_before_received'
            when known.withdrawn_on < known.received_on then 'withdrawn_before_received'
            when known.original_due_on < known.received_on then 'due_before_received'
            when known.reappointed_due_on < known.received_on then 'due_before_received'
            when status.is_resolved and not known.tells_completion then 'resolved_without_date'
            when status.is_withdrawn and not known.tells_withdrawal then 'withdrawn_without_date'
        end as own_reason,
    from stg_filing_known as known
    inner join load on load.load_id = known.load_id
    inner join procedure on procedure.procedure_id = known.procedure_id
    inner join status on status.status_id = known.status_id
    left join stg_procedure_service
        on stg_procedure_service.procedure_id = known.procedure_id
        and known.received_on between stg_procedure_service.valid_from and stg_procedure_service.valid_to
    left join pause on pause.filing_id = known.filing_id
)
select
    filing_id,
    coalesce(other_code, standard_code(agency_code, received_on, code_serial)) as filing_code,
    source_system,
    load_id,
    city_id,
    coalesce(level_id, 0) as level_id,
    agency_id,
    procedure_id,
    field_id,
    coalesce(service_level_id, 0) as service_level_id,
    channel_id,
    status_id,
    received_on,
    due_on,
    original_due_on,
    completed_on,
    withdrawn_on,
    closed_on,
    case
        when withdrawn_on is not null then 'withdrawn'
        when completed_on is null then null
        when due_on is null then 'resolved_no_due_date'
        when completed_on < due_on then 'early'
        when completed_on = due_on then 'on_time'
        else 'late'
    end as closed_as,
    fell_due_on,
    as_of,
    case when is_received then coalesce(own_reason, pause_reason) end as quarantine_reason,
    is_received and is_accepted and own_reason is null and not has_wrong_pauses as is_counted,
from judged
