-- One row per pause of a filing that has begun by the last day known, beside the pause that follows it; pauses that meet are one.
-- filing_id: the filing
-- paused_from: first day on which the clock stands
-- resumed_on: first day on which it runs again; null while it stands on the last day known
-- next_paused_from: first day of the following pause; null for the last one
with
told as (
    select
        filing_pause.filing_id,
        filing_pause.paused_from,
        filing_pause.resumed_on,
        known.as_of,
    from filing_pause
    inner join stg_filing_known as known on known.filing_id = filing_pause.filing_id
),
-- Many systems hand over the status alone: then the clock is known to stand on the last day known, and not before.
standing as (
    select
        known.filing_id,
        known.as_of as paused_from,
        cast(null as date) as resumed_on,
    from stg_filing_known as known
    inner join filing_status
        on filing_status.status_id = known.status_id
        and filing_status.counted_as = 'paused'
    where not known.tells_completion
        and not known.tells_withdrawal
        and known.received_on <= known.as_of
        and known.filing_id not in (select filing_id from told where resumed_on is null or resumed_on > as_of)
),
pause as (
    select
        filing_id,
        paused_from,
        case when resumed_on <= as_of then resumed_on end as resumed_on,
    from told
    where paused_from <= as_of
    union all
    select filing_id, paused_from, resumed_on from standing
),
marked as (
    select
        *,
        case
            when lag(resumed_on) over (partition by filing_id order by paused_from, resumed_on) = paused_from then 0
            else 1
        end as begins,
    from pause
),
numbered as (
    select
        *,
        sum(begins) over (partition by filing_id order by paused_from, resumed_on) as pause_number,
    from marked
),
merged as (
    select
        filing_id,
        min(paused_from) as paused_from,
        case when count(resumed_on) = count(*) then max(resumed_on) end as resumed_on,
    from numbered
    group by filing_id, pause_number
)
select
    filing_id,
    paused_from,
    resumed_on,
    lead(paused_from) over (partition by filing_id order by paused_from, resumed_on) as next_paused_from,
from merged
