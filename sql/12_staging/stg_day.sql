-- One row per day of the calendars, with the segment of the ledger that it lies in.
-- day: the day
-- segment_from: first day of its segment; segments are the stretches between the boundaries of all calendars
with
boundary as (
    select date_from as starts_on from reporting_period
    union
    select cast(date_to + interval '1' day as date) as starts_on from reporting_period
)
select
    working_day.day,
    max(boundary.starts_on) over (order by working_day.day) as segment_from,
from working_day
left join boundary on boundary.starts_on = working_day.day
