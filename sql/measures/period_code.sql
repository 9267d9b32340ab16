-- One row per period of the calendar asked for.
-- period_code: its code
-- is_built: true when the database was built with it, so that filings are counted by it
-- $ask_calendar: calendar
select
    reporting_period.period_code,
    bool_or(coverage.city_id is not null) as is_built,
from reporting_period
left join coverage
    on coverage.calendar = reporting_period.calendar
    and coverage.period_code = reporting_period.period_code
where reporting_period.calendar = cast(getvariable('ask_calendar') as varchar)
group by reporting_period.period_code
order by min(reporting_period.date_from), max(reporting_period.date_to)
