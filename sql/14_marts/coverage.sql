-- One row per city and reporting period: how much of it the loads of filings speak for.
-- city_id: the city
-- calendar: the calendar
-- period_code: the reporting period
-- days: days of the period
-- days_whole: of those, days for which a load speaks for every unit of the city
-- days_known: of those, days for which any load speaks
-- covered_to: last day of the period for which a load speaks; null when none does
-- coverage: whole, part or none
with
known_day as (
    select
        load.city_id,
        working_day.day,
        max(case when load.is_whole then 1 else 0 end) as is_whole,
    from load
    inner join working_day on working_day.day between load.covered_from and load.covered_to
    where load.kind = 'filings'
    group by load.city_id, working_day.day
),
measured as (
    select
        city.city_id,
        reporting_period.calendar,
        reporting_period.period_code,
        cast(date_diff('day', reporting_period.date_from, reporting_period.date_to) + 1 as bigint) as days,
        cast(coalesce(sum(known_day.is_whole), 0) as bigint) as days_whole,
        cast(count(known_day.day) as bigint) as days_known,
        max(known_day.day) as covered_to,
    from city
    cross join reporting_period
    left join known_day
        on known_day.city_id = city.city_id
        and known_day.day between reporting_period.date_from and reporting_period.date_to
    group by
    city.city_id,
    reporting_period.calendar,
    reporting_period.period_code,
    reporting_period.date_from,
    reporting_period.date_to
)
select
    *,
    case
        when days_whole = days then 'whole'
        when days_known > 0 then 'part'
        else 'none'
    end as coverage,
from measured
order by city_id, calendar, period_code
