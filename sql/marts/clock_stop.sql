-- One row per stretch of days in which the clock of a filing with a due date stood still, before it was closed.
-- filing_id: the filing
-- stop_number: place among the stops of the filing, from 1
-- stopped_from: first day on which the clock stands
-- stopped_until: first day on which it does not: resumed or closed; null while it stands
-- running_from: first day on which it runs again; null when it never does
-- running_until: first day of the next stop, or of being closed; null when it runs on
with
dated as (
    select
        stg_filing_pause.*,
        coalesce(filing.completed_on, filing.withdrawn_on) as closed_on,
    from stg_filing_pause
    inner join filing on filing.filing_id = stg_filing_pause.filing_id
    where coalesce(filing.reappointed_due_on, filing.due_on) is not null
)
select
    filing_id,
    row_number() over (partition by filing_id order by paused_from, resumed_on) as stop_number,
    paused_from as stopped_from,
    least(resumed_on, closed_on) as stopped_until,
    case when closed_on is null or resumed_on < closed_on then resumed_on end as running_from,
    case when closed_on is null or resumed_on < closed_on then least(next_paused_from, closed_on) end as running_until,
from dated
where closed_on is null
    or paused_from < closed_on
order by filing_id, stop_number
