-- One row per period of the calendar asked for.
-- period_code: its code
-- $ask_calendar: calendar
select period_code
from reporting_period
where calendar = cast(getvariable('ask_calendar') as varchar)
order by date_from, date_to
