-- One row per filing with a pause: what its pauses do to its due date, and what is wrong with them.
-- filing_id: the filing
-- quarantine_reason: contradiction in its pauses; null when there is none
-- clock_stood_until: when the clock stood still on the due date, the day on which it ran again or the filing was closed, 9999-12-31 while it stands; else null
with
dated as (
    select
        stg_filing_pause.*,
        known.received_on,
        known.due_on,
        known.closed_on,
    from stg_filing_pause
    inner join stg_filing_known as known on known.filing_id = stg_filing_pause.filing_id
)
select
    filing_id,
    max(case
        when paused_from < received_on then 'paused_before_received'
        when resumed_on < paused_from then 'resumed_before_paused'
        when next_paused_from is not null and resumed_on is null then 'pauses_overlap'
        when next_paused_from < resumed_on then 'pauses_overlap'
    end) as quarantine_reason,
    max(case
        when paused_from > due_on or resumed_on <= due_on or closed_on <= due_on then null
        when due_on is not null then coalesce(least(resumed_on, closed_on), date '9999-12-31')
    end) as clock_stood_until,
from dated
group by filing_id
order by filing_id
