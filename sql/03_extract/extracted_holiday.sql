-- One row per day off read from a file.
select
    row_number,
    cast(day as date) as day,
    day_name as name,
from read_row
where day is not null
