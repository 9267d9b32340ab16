-- One row per reporting period that ends before it begins, or whose code stands twice in its calendar.
-- title: Periods ending before they begin
-- subject: calendar and code of the period
-- expected: first day
-- found: last day
select
    concat_ws(' ', calendar, period_code) as subject,
    cast(date_from as varchar) as expected,
    cast(date_to as varchar) as found,
from reporting_period
where date_to < date_from
    or (calendar, period_code) in (
        select (calendar, period_code)
        from reporting_period
        group by calendar, period_code
        having count(*) > 1
    )
order by subject
