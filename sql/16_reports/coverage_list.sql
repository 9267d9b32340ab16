-- One row per city and period that the loads of its filings reach: how much of it they speak for.
-- city: the city
-- city_code: its code
-- calendar: calendar of the period
-- period: code of the period
-- period_from: first day of the period
-- period_to: last day of the period
-- coverage: whole, part or none: what the loads of filings know of it
-- days: days of the period
-- days_known: days that a load speaks for
-- days_whole: days that a load speaks for which takes in every unit of the city
-- covered_to: last day known
-- $ask_calendar: calendar
-- $ask_only_period: only this period; null for all
-- $ask_city_id: only this city; null for all
with
reach as (
    select
        city_id,
        min(covered_from) as first_on,
        max(covered_to) as last_on,
    from load
    where kind = 'filings'
    group by city_id
)
select
    city.city_name as city,
    city.city_code,
    coverage.calendar,
    coverage.period_code as period,
    reporting_period.date_from as period_from,
    reporting_period.date_to as period_to,
    coverage.coverage,
    coverage.days,
    coverage.days_known,
    coverage.days_whole,
    coverage.covered_to,
from coverage
inner join reporting_period
    on reporting_period.calendar = coverage.calendar
    and reporting_period.period_code = coverage.period_code
inner join reach
    on reach.city_id = coverage.city_id
    and reach.first_on <= reporting_period.date_to
    and reach.last_on >= reporting_period.date_from
inner join city on city.city_id = coverage.city_id
where coverage.calendar = $ask_calendar
    and coverage.period_code = $ask_only_period  -- if ask_only_period
    and coverage.city_id = $ask_city_id  -- if ask_city_id
order by city.city_code, reporting_period.date_from, reporting_period.date_to
