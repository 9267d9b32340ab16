-- One row per filing that counts and stretch of days in which it is in one state; its other columns are those of stg_filing.
-- state: in_time, overdue, paused or no_due_date while open; early, on_time, late, resolved_no_due_date or withdrawn from the day it left the stock
-- from_on: first day in that state
-- to_on: first day in the next state; null for the last state known
with
clock as (
    select
        *,
        cast(due_on + interval '1' day as date) as late_from,
    from stg_filing_clock
)
select
    * exclude (is_running, from_on, to_on, late_from),
    case when due_on is null then 'no_due_date' when is_running then 'in_time' else 'paused' end as state,
    from_on,
    case
        when due_on is null or not is_running then to_on
        when to_on <= late_from then to_on
        when late_from > as_of then to_on
        else late_from
    end as to_on,
from clock
where due_on is null or not is_running or from_on < late_from
union all
select
    * exclude (is_running, from_on, to_on, late_from),
    'overdue' as state,
    greatest(from_on, late_from) as from_on,
    to_on,
from clock
where is_running
    and late_from <= as_of
    -- A filing closed on the very day it became overdue was overdue all the same, for no night.
    and (to_on is null or to_on > late_from or (to_on = late_from and to_on = closed_on))
union all
select
    *,
    closed_as as state,
    closed_on as from_on,
    cast(null as date) as to_on,
from stg_filing
where is_counted
    and closed_on is not null
