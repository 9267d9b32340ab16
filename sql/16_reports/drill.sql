-- One row per value of the dimension asked for in the period asked for: the counts of the official form, the rate and how it stands against the target.
-- each column of metrics/drill_row but position: as there
select * exclude (position)
from drill_row
order by position, name collate vi, code, period_from
