-- One row per city and month of a trial database: what becomes of its filings, in shares close to those of the sample in 2022.
with
shared as (
    select
        *,
        received * 3 // 10000 as late_next,
        received * 13 // 10000 as overdue,
        received // 10000 as stuck,
        received * 6 // 10000 as paused,
        received * 2 // 10000 as no_due,
        received * 820 // 10000 as in_time,
    from trial_month
)
select
    city_number as load_id,
    city_code,
    period_code,
    received as received_new,
    received * 31 // 100 as received_online,
    received * 6 // 1000 as received_post,
    case
        when is_opening then received - late_next - overdue - stuck - paused - no_due
        when is_last then in_time + late_next
        else in_time
    end as kept_in_time,
    case when is_last then 0 else late_next end as kept_late_next,
    overdue as kept_overdue,
    stuck as kept_stuck,
    paused as kept_paused,
    no_due as kept_no_due,
    case when is_opening then 0 else received * 8 // 10000 end as resolved_late,
    case when is_opening then 0 else no_due end as resolved_no_due,
    case when is_opening then 0 else received * 27 // 10000 end as withdrawn,
    not is_last as is_outcome_known,
from shared
