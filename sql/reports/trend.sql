-- One row per reporting period of the same kind that the loads reach, for the same filters: the columns of drill over time.
-- period: code of the period
-- period_from: first day of the period
-- period_to: last day of the period
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
-- coverage: whole, part or none: how much of the period the loads know
select
    period,
    period_from,
    period_to,
    * exclude (name, code, period, period_from, period_to),
from drill
order by period_from
