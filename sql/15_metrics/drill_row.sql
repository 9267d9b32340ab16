-- One row per value of the dimension asked for and period asked for: the counts of the official form, the rate and how it stands against the target.
-- position: place in the list, before the name decides
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
-- $ask_definition: definition of on time; null for the one that the target carries, else resolved
-- $ask_text: only rows that contain this text; null for all
with
shared as (
    select
        *,
        max(case when measure = 'online' then rate end) over (partition by row_key, period_code) as online_share,
    from drill_share
)
select
    position,
    name,
    code,
    received_total,
    received_online,
    received_counter,
    received_post,
    received_new,
    carried_over,
    resolved_total,
    resolved_early,
    resolved_on_time,
    resolved_late,
    resolved_no_due,
    withdrawn,
    pending_total,
    pending_in_time,
    pending_overdue,
    pending_paused,
    pending_no_due,
    rate as on_time_rate,
    numerator as on_time_count,
    denominator as on_time_base,
    measure as definition,
    online_share,
    operator as target_operator,
    target,
    verdict,
    allowance_left,
    period_code as period,
    date_from as period_from,
    date_to as period_to,
    coverage,
from shared
where measure = coalesce($ask_definition, shared.definition, 'resolved')
    and mentions(concat_ws(' ', name, code), $ask_text)  -- if ask_text
    and (is_always_listed or received_total + resolved_total + withdrawn + pending_total > 0)
