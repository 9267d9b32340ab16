-- One row per pause of a filing, beside the pause that follows it.
-- filing_id: the filing
-- paused_from: first day on which the clock stands
-- resumed_on: first day on which it runs again; null while it stands
-- next_paused_from: first day of the following pause; null for the last one
select
    filing_id,
    paused_from,
    resumed_on,
    lead(paused_from) over (partition by filing_id order by paused_from, resumed_on) as next_paused_from,
from filing_pause
