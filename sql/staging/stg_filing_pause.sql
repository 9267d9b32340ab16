-- One row per pause of a filing, beside the pause that follows it; pauses that meet are one.
-- filing_id: the filing
-- paused_from: first day on which the clock stands
-- resumed_on: first day on which it runs again; null while it stands
-- next_paused_from: first day of the following pause; null for the last one
with
-- Many systems hand over the status alone: then the clock is known to stand on the last day known, and not before.
standing as (
    select
        filing.filing_id,
        stg_city.as_of as paused_from,
        cast(null as date) as resumed_on,
    from filing
    inner join filing_status
        on filing_status.status_id = filing.status_id
        and filing_status.counted_as = 'paused'
    inner join agency on agency.agency_id = filing.agency_id
    inner join stg_city on stg_city.city_id = agency.city_id
    where filing.completed_on is null
        and filing.withdrawn_on is null
        and filing.received_on <= stg_city.as_of
        and filing.filing_id not in (select filing_id from filing_pause where resumed_on is null)
),
pause as (
    select filing_id, paused_from, resumed_on from filing_pause
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
