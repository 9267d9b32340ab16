-- One row per value of the dimension asked for in the period asked for: the columns of drill, and beside them those of the period before and of the same period a year before; empty where there is none or the loads do not know it.
-- name: name of the value
-- code: code of the value
-- received_total: received with those carried over
-- received_online: newly received online
-- received_counter: newly received at the counter
-- received_post: newly received by post
-- received_new: newly received
-- carried_over: open at the start of the period
-- resolved_total: resolved
-- resolved_early: resolved before the due date
-- resolved_on_time: resolved on the due date
-- resolved_late: resolved after the due date
-- resolved_no_due: resolved, without a due date; in no rate
-- withdrawn: withdrawn by the applicant
-- pending_total: open at the end of the period
-- pending_in_time: open at the end, not past the due date
-- pending_overdue: open at the end, past the due date
-- pending_paused: open at the end, clock stopped
-- pending_no_due: open at the end, without a due date; in no rate
-- on_time_rate: share of filings on time by the definition, to four digits, never rounded across the target; empty for no cases
-- on_time_count: upper number of that share
-- on_time_base: lower number of that share
-- definition: resolved, due, strict, workload or received
-- online_share: received online of all newly received, to four digits
-- target_operator: >, >= and so on; empty without a target
-- target: value of the target that binds the row; empty without one
-- verdict: met, missed, no_cases or no_target; empty where the loads know nothing
-- allowance_left: late filings that the target still allows; negative, how many are too many
-- period: code of the period
-- period_from: first day of the period
-- period_to: last day of the period
-- coverage: whole, part or none: how much of the period the loads know
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
    select * from drilled
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
    and previous.period = cast(getvariable('ask_previous_period') as varchar)
left join shown as year_ago
    on year_ago.code = shown.code
    and year_ago.name = shown.name
    and year_ago.period = cast(getvariable('ask_year_ago_period') as varchar)
where shown.period = cast(getvariable('ask_period') as varchar)
order by shown.position, shown.name collate vi, shown.code, shown.period_from
