-- One row per row and period asked for (drill_cell) and share that is measured by it: a count over a count with its value to four digits, and how it stands against the target that binds it; its other columns are those of drill_count.
-- measure: resolved, due, strict, workload or received (the five definitions of on time), or online
-- numerator: filings that count as attained
-- denominator: filings that count at all
-- operator: operator of the target; null without one
-- target: value to attain; null without one
-- definition: definition that the target carries; null without one
-- rate: numerator over denominator to four digits, never rounded across the target or up to 1; null for no cases
-- verdict: met, missed, no_cases or no_target, decided on the exact counts
-- allowance_left: how many more filings may fail before the target is missed; negative, by how many it is missed; null without a target
with
share as (
    select
        *,
        unnest(['resolved', 'due', 'strict', 'workload', 'received', 'online']) as measure,
        resolved_early + resolved_on_time as on_time,
        received_new - received_no_due as received_with_due,
        carried_over - carried_over_no_due + received_new - received_no_due as workload_with_due,
    from drill_count
),
fraction as (
    select
        * exclude (on_time, received_with_due, workload_with_due, on_time_target, online_target),
        case measure when 'online' then online_target else on_time_target end as binding_target,
        case measure
            when 'due' then fell_due_met
            when 'workload' then workload_with_due - resolved_late - pending_overdue - withdrawn_late
            when 'online' then received_online
            else on_time
        end as numerator,
        case measure
            when 'resolved' then on_time + resolved_late
            when 'due' then fell_due
            when 'strict' then on_time + resolved_late + pending_overdue + withdrawn_late
            when 'workload' then workload_with_due
            when 'received' then received_with_due
            when 'online' then received_new
        end as denominator,
    from share
),
bound_fraction as (
    select
        * exclude binding_target,
        binding_target.operator,
        binding_target.value as target,
        binding_target.definition,
        (numerator * 20000 + denominator) // (2 * nullif(denominator, 0)) as rounded,
        numerator * 10000 // nullif(denominator, 0) as cut,
    from fraction
),
judged_fraction as (
    select
        *,
        meets(operator, numerator, target * denominator) as is_met,
        meets(operator, rounded, target * 10000) as is_rounded_met,
    from bound_fraction
)
select
    * exclude (rounded, cut, is_met, is_rounded_met),
    -- A product, not a quotient: DuckDB divides decimals as floating point numbers.
    cast(0.0001 as decimal(5, 4)) * cast(
        case
            when numerator < denominator and rounded >= 10000 and coalesce(target, 0) < 0.9999 then 9999
            when is_met = is_rounded_met or is_met is null then rounded
            when rounded > cut then cut
            else cut + 1
        end as decimal(12, 0)
    ) as rate,
    case
        when denominator = 0 then 'no_cases'
        when is_met then 'met'
        when not is_met then 'missed'
        when coverage <> 'none' then 'no_target'
    end as verdict,
    cast(may_fail(operator, target, denominator) as bigint) - (denominator - numerator) as allowance_left,
from judged_fraction
