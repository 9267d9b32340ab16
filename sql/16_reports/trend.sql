-- One row per reporting period of the same kind that the loads reach, for the same filters: the columns of drill over time.
-- period: code of the period
-- period_from: first day of the period
-- period_to: last day of the period
-- each column of reports/drill but name, code: as there
select
    period,
    period_from,
    period_to,
    * exclude (name, code, period, period_from, period_to),
from drill
order by period_from
