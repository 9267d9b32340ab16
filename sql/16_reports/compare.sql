-- One row per value of the dimension asked for in the period asked for: the columns of drill, and beside them those of the period before and of the same period a year before; empty where there is none or the loads do not know it.
-- each column of reports/drill: as there
-- received_total_previous: received with those carried over, in the period before
-- received_new_previous: newly received, in the period before
-- resolved_total_previous: resolved, in the period before
-- resolved_late_previous: resolved after the due date, in the period before
-- pending_total_previous: open at the end of the period, in the period before
-- pending_overdue_previous: open at the end, past the due date, in the period before
-- on_time_rate_previous: share of filings on time, in the period before
-- online_share_previous: received online of all newly received, in the period before
-- received_total_year_ago: received with those carried over, in the same period a year before
-- received_new_year_ago: newly received, in the same period a year before
-- resolved_total_year_ago: resolved, in the same period a year before
-- resolved_late_year_ago: resolved after the due date, in the same period a year before
-- pending_total_year_ago: open at the end of the period, in the same period a year before
-- pending_overdue_year_ago: open at the end, past the due date, in the same period a year before
-- on_time_rate_year_ago: share of filings on time, in the same period a year before
-- online_share_year_ago: received online of all newly received, in the same period a year before
-- $ask_period: code of the period
-- $ask_previous_period: period before it; null for none
-- $ask_year_ago_period: the same period of the year before; null for none
-- $ask_text: only rows that contain this text; null for all
with
shown as materialized (
    select * from drill_row
)
select
    shown.* exclude (position),
    previous.received_total as received_total_previous,
    previous.received_new as received_new_previous,
    previous.resolved_total as resolved_total_previous,
    previous.resolved_late as resolved_late_previous,
    previous.pending_total as pending_total_previous,
    previous.pending_overdue as pending_overdue_previous,
    previous.on_time_rate as on_time_rate_previous,
    previous.online_share as online_share_previous,
    year_ago.received_total as received_total_year_ago,
    year_ago.received_new as received_new_year_ago,
    year_ago.resolved_total as resolved_total_year_ago,
    year_ago.resolved_late as resolved_late_year_ago,
    year_ago.pending_total as pending_total_year_ago,
    year_ago.pending_overdue as pending_overdue_year_ago,
    year_ago.on_time_rate as on_time_rate_year_ago,
    year_ago.online_share as online_share_year_ago,
from shown
left join shown as previous
    on previous.code = shown.code
    and previous.name = shown.name
    and previous.period = $ask_previous_period
left join shown as year_ago
    on year_ago.code = shown.code
    and year_ago.name = shown.name
    and year_ago.period = $ask_year_ago_period
where shown.period = $ask_period
order by shown.position, shown.name collate vi, shown.code, shown.period_from
