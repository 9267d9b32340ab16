-- One row per period of the calendar asked for.
-- period_code: its code
-- kind: month, quarter, half, nine_months or year
-- date_from: first day
-- date_to: last day
-- coverage: whole, part or none: how much of the period the loads of the city know, or of all cities together; null when the database was built without it
-- $ask_calendar: calendar
-- $ask_city_id: only this city; null for all
select
    reporting_period.period_code,
    reporting_period.kind,
    reporting_period.date_from,
    reporting_period.date_to,
    case
        when min(coverage.coverage) = max(coverage.coverage) then min(coverage.coverage)
        when min(coverage.coverage) is not null then 'part'
    end as coverage,
from reporting_period
left join coverage
    on coverage.calendar = reporting_period.calendar
    and coverage.period_code = reporting_period.period_code
    and coverage.city_id = $ask_city_id  -- if ask_city_id
where reporting_period.calendar = $ask_calendar
group by all
order by reporting_period.date_from, reporting_period.date_to
