-- One row per filing that counts and stretch of days in which its clock runs or stands still; its other columns are those of stg_filing.
-- is_running: true while the clock runs, false in a pause
-- from_on: first day of the stretch
-- to_on: first day after the stretch; null when it lasts
with
stretch as (
    select filing_id, false as is_running, stopped_from as from_on, stopped_until as to_on from clock_stop
    union all
    select filing_id, true as is_running, running_from as from_on, running_until as to_on from clock_stop where running_from is not null
)
select
    stg_filing.*,
    true as is_running,
    stg_filing.received_on as from_on,
    coalesce(clock_stop.stopped_from, stg_filing.closed_on) as to_on,
from stg_filing
left join clock_stop
    on clock_stop.filing_id = stg_filing.filing_id
    and clock_stop.stop_number = 1
where stg_filing.is_counted
union all
select
    stg_filing.*,
    stretch.is_running,
    stretch.from_on,
    stretch.to_on,
from stg_filing
inner join stretch on stretch.filing_id = stg_filing.filing_id
where stg_filing.is_counted
