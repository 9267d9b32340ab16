-- One row per filing that counts and stretch of days in which it is in one state; its other columns are those of stg_filing.
-- state: in_time, overdue, paused or no_due_date while open; early, on_time, late, resolved_no_due_date or withdrawn from the day it left the stock
-- from_on: first day in that state
-- to_on: first day in the next state; null for the last state known
with
-- Each stretch of the clock falls into at most three parts: up to the due date, past it, and closed.
part as (
    select 'open' as part
    union all
    select 'overdue' as part
    union all
    select 'closed' as part
)
select
    stg_filing_clock.filing_id,
    stg_filing_clock.filing_code,
    stg_filing_clock.source_system,
    stg_filing_clock.load_id,
    stg_filing_clock.city_id,
    stg_filing_clock.level_id,
    stg_filing_clock.agency_id,
    stg_filing_clock.procedure_id,
    stg_filing_clock.field_id,
    stg_filing_clock.service_level_id,
    stg_filing_clock.channel_id,
    stg_filing_clock.status_id,
    stg_filing_clock.received_on,
    stg_filing_clock.due_on,
    stg_filing_clock.original_due_on,
    stg_filing_clock.completed_on,
    stg_filing_clock.withdrawn_on,
    stg_filing_clock.closed_on,
    stg_filing_clock.closed_as,
    stg_filing_clock.fell_due_on,
    stg_filing_clock.as_of,
    stg_filing_clock.quarantine_reason,
    stg_filing_clock.is_counted,
    case
        when part.part = 'closed' then closed_as
        when part.part = 'overdue' then 'overdue'
        when due_on is null then 'no_due_date'
        when is_running then 'in_time'
        else 'paused'
    end as state,
    case
        when part.part = 'closed' then closed_on
        when part.part = 'overdue' then greatest(stretch_from, late_from)
        else stretch_from
    end as from_on,
    case
        when part.part = 'closed' then null
        when part.part = 'overdue' or due_on is null or not is_running then stretch_to
        when stretch_to <= late_from or late_from > as_of then stretch_to
        else late_from
    end as to_on,
from stg_filing_clock
cross join part
where (part.part = 'open' and (due_on is null or not is_running or stretch_from < late_from))
    or (
        part.part = 'overdue'
        and is_running
        and late_from <= as_of
        -- A filing closed on the very day it became overdue was overdue all the same, for no night.
        and (stretch_to is null or stretch_to > late_from or (stretch_to = late_from and stretch_to = closed_on))
    )
    or (part.part = 'closed' and closed_on is not null and is_last)
