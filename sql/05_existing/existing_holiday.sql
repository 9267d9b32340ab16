-- One row per weekday off in the database that is loaded into.
select day, note as name
from held_working_day
where note is not null
