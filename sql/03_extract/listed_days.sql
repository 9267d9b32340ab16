-- One row: the days that a list of procedures speaks for: from the first day that it names, up to the day on which it is loaded.
-- $load_today: that day
-- covered_from: first day in force of its first procedure, when it tells such days
-- covered_to: the day of the load
select
    least(min(cast(published_on as date)), cast(getvariable('load_today') as date)) as covered_from,
    cast(getvariable('load_today') as date) as covered_to,
from read_row
