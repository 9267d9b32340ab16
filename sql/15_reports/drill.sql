-- One row per value of the dimension asked for in the period asked for: the counts of the official form, the rate and how it stands against the target.
-- each column of metrics/drilled but position: as there
select * exclude (position)
from drilled
order by position, name collate vi, code, period_from
