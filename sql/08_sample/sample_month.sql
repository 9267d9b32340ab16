-- One row per city and month of the plan, with the working days between which its filings move.
-- first_number: first working day of the month
-- last_number: last working day of the month
-- last_number_next: last working day of the month after it
-- kept: filings of the month still open at its end
with
plan as (
    select
        *,
        cast(strptime(period_code || '-15', '%Y-%m-%d') - interval 1 month as date) as date_from,
        cast(strptime(period_code || '-14', '%Y-%m-%d') as date) as date_to,
    from sample_plan
)
select
    plan.*,
    kept_in_time + kept_late_next + kept_overdue + kept_stuck + kept_paused + kept_no_due as kept,
    (select min(number) from sample_working_day where day >= plan.date_from) as first_number,
    (select max(number) from sample_working_day where day <= plan.date_to) as last_number,
    (select max(number) from sample_working_day where day <= plan.date_to + to_months(1)) as last_number_next,
from plan
