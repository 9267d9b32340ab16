-- One row per filing that counts and stretch of days in which its clock runs or stands still; its other columns are those of stg_filing.
-- is_running: true while the clock runs, false in a pause
-- stretch_from: first day of the stretch
-- stretch_to: first day after the stretch; null when it lasts
-- is_last: true for the last stretch of the filing
-- late_from: first day after the effective due date
select
    stg_filing.*,
    coalesce(clock_stretch.is_running, true) as is_running,
    coalesce(clock_stretch.from_on, stg_filing.received_on) as stretch_from,
    case when clock_stretch.filing_id is null then stg_filing.closed_on else clock_stretch.to_on end as stretch_to,
    coalesce(clock_stretch.is_last, true) as is_last,
    cast(stg_filing.due_on + interval '1' day as date) as late_from,
from stg_filing
left join clock_stretch on clock_stretch.filing_id = stg_filing.filing_id
where stg_filing.is_counted
