-- One row per segment of the ledger: the stretches between the boundaries of all calendars that the database was built with.
-- segment_from: first day of the segment
select distinct segment_from
from stg_day
order by segment_from
