-- One row per share that is watched for the filters: on time by the definition asked for, on time by the definition strict, and received online; each with its target and what is left.
-- measure: resolved, due, strict, workload or received (the definitions of on time), or online
-- value: the share, to four digits, never rounded across the target; empty for no cases
-- value_count: upper number of that share
-- value_base: lower number of that share
-- open_overdue: of those that count as failed, the ones still open and past the due date
-- operator: >, >= and so on; empty without a target
-- target: value to attain; empty without one
-- verdict: met, missed, no_cases or no_target; empty where the loads know nothing
-- allowance_left: how many more filings may fail; negative, how many are too many
-- previous_value: the share in the period before; empty where the loads do not know it
-- coverage: whole, part or none: how much of the period the loads know
-- period: code of the period
-- period_from: first day of the period
-- period_to: last day of the period
-- $ask_definition: definition of on time; null for the one that the target carries, else resolved
-- $ask_period: code of the period
-- $ask_previous_period: period before it; null for none
with
watched as (
    select
        *,
        case measure when 'online' then 3 when 'strict' then 2 else 1 end as place,
        max(
            case
                when period_code = $ask_previous_period and coverage <> 'none' then rate
            end
        ) over (partition by measure) as previous_rate,
    from drill_share
    where measure in (
        coalesce($ask_definition, definition, 'resolved'),
        'strict',
        'online'
    )
)
select
    measure,
    rate as value,
    numerator as value_count,
    denominator as value_base,
    case
        when measure in ('strict', 'workload') then pending_overdue
        when measure = 'online' then null
        else 0
    end as open_overdue,
    operator,
    target,
    verdict,
    allowance_left,
    previous_rate as previous_value,
    coverage,
    period_code as period,
    date_from as period_from,
    date_to as period_to,
from watched
where period_code = $ask_period
order by place
