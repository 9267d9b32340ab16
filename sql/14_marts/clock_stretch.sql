-- One row per filing with pauses and a due date, and stretch of days in which its clock runs or stands still.
-- filing_id: the filing
-- stretch_number: place among the stretches of the filing, from 1
-- is_running: true while the clock runs, false in a pause
-- from_on: first day of the stretch; null for the day of receipt
-- to_on: first day after the stretch: stopped, resumed or closed; null when it lasts
-- is_last: true for the last stretch of the filing
with
dated as (
    select
        stg_filing_pause.*,
        known.closed_on,
    from stg_filing_pause
    inner join stg_filing_known as known on known.filing_id = stg_filing_pause.filing_id
    where known.due_on is not null
),
-- A pause that begins when the filing is closed already stops nothing.
stop as (
    select
        *,
        row_number() over (partition by filing_id order by paused_from, resumed_on) as stop_number,
    from dated
    where closed_on is null
        or paused_from < closed_on
),
stretch as (
    select
        filing_id,
        1 as stretch_number,
        true as is_running,
        cast(null as date) as from_on,
        paused_from as to_on,
    from stop
    where stop_number = 1
    union all
    select
        filing_id,
        2 * stop_number as stretch_number,
        false as is_running,
        paused_from as from_on,
        least(resumed_on, closed_on) as to_on,
    from stop
    union all
    select
        filing_id,
        2 * stop_number + 1 as stretch_number,
        true as is_running,
        resumed_on as from_on,
        least(next_paused_from, closed_on) as to_on,
    from stop
    where resumed_on is not null
        and (closed_on is null or resumed_on < closed_on)
)
select
    filing_id,
    cast(stretch_number as bigint) as stretch_number,
    is_running,
    from_on,
    to_on,
    row_number() over (partition by filing_id order by stretch_number desc) = 1 as is_last,
from stretch
order by filing_id, stretch_number
