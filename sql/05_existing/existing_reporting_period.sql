-- One row per period of the office's own calendars in the database that is loaded into.
select calendar, kind, period_code, date_from, date_to
from held_reporting_period
where calendar not in ('nd09', 'calendar')
