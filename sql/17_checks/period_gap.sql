-- One row per month of a calendar that does not begin on the day after the month before it.
-- title: Gaps between months
-- subject: calendar and code of the period
-- expected: day after the month before
-- found: first day of the month
with
month as (
    select
        *,
        lag(date_to) over (partition by calendar order by date_from) as previous_to,
    from reporting_period
    where kind = 'month'
)
select
    concat_ws(' ', calendar, period_code) as subject,
    cast(previous_to + 1 as varchar) as expected,
    cast(date_from as varchar) as found,
from month
where previous_to + 1 <> date_from
order by subject
