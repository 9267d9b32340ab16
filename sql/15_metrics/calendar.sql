-- One row per calendar of the database.
-- calendar: its name
select distinct calendar
from reporting_period
order by calendar
