-- One row per row and period asked for (asked_cell) and share that is measured by it: the counts of the official form, and a count over a count with its value to four digits, and how it stands against the target that binds it. Counts are empty where the loads know nothing.
-- row_key: row of asked_cell
-- position: its place in the list
-- code: its code
-- name: its name
-- city_id: its city; null for several, as with the three below
-- level_id: its authority level
-- agency_id: its agency
-- field_id: its field
-- target_id: its target
-- is_always_listed: true when it is listed without any filing
-- period_code: the period
-- date_from: first day of the period
-- date_to: last day of the period
-- coverage: whole, part or none: how much of the period the loads know
-- carried_over: open at the start of the period
-- received_online: newly received online
-- received_counter: newly received at the counter
-- received_post: newly received by post
-- resolved_early: resolved before the due date
-- resolved_on_time: resolved on the due date
-- resolved_late: resolved after the due date
-- resolved_no_due: resolved, without a due date
-- withdrawn: withdrawn by the applicant
-- withdrawn_late: of those, withdrawn after they fell due
-- fell_due: fell due in the period
-- fell_due_met: of those, resolved by the due date
-- pending_total: open at the end of the period
-- pending_overdue: open at the end, past the due date
-- pending_paused: open at the end, clock stopped
-- pending_no_due: open at the end, without a due date
-- received_new: newly received
-- received_total: received with those carried over
-- resolved_total: resolved
-- pending_in_time: open at the end, not past the due date
-- received_with_due: newly received, with a due date
-- workload_with_due: carried over and newly received, with a due date
-- measure: resolved, due, strict, workload or received (the five definitions of on time), or online
-- numerator: filings that count as attained
-- denominator: filings that count at all
-- operator: operator of the target; null without one
-- target: value to attain; null without one
-- definition: definition that the target carries; null without one
-- rate: numerator over denominator to four digits, never rounded across the target or up to 1; null for no cases
-- verdict: met, missed, no_cases or no_target, decided on the exact counts
-- allowance_left: how many more filings may fail before the target is missed; negative, by how many it is missed; null without a target
-- $ask_calendar: calendar
with
dated as (
    select
        asked_cell.*,
        coverage.coverage as city_coverage,
        asked_segment.* exclude (row_key, city_id),
        asked_segment.segment_from < asked_cell.date_from as is_before,
        asked_segment.segment_from >= asked_cell.date_from as is_inside,
        asked_segment.received_online + asked_segment.received_counter + asked_segment.received_post as received,
        asked_segment.resolved_early + asked_segment.resolved_on_time + asked_segment.resolved_late + asked_segment.resolved_no_due as resolved,
        -- A city that the loads know counts for nothing where it has no filings; one that they do not know is no number at all.
        case when coverage.coverage <> 'none' then 0 end as nothing,
    from asked_cell
    inner join coverage
        on coverage.calendar = cast(getvariable('ask_calendar') as varchar)
        and coverage.period_code = asked_cell.period_code
        and (asked_cell.city_id is null or coverage.city_id = asked_cell.city_id)
    left join asked_segment
        on asked_segment.row_key = asked_cell.row_key
        and asked_segment.city_id = coverage.city_id
        and asked_segment.segment_from <= asked_cell.date_to
        and coverage.coverage <> 'none'
),
summed as (
    select
        row_key, position, code, name, city_id, level_id, agency_id, field_id, target_id, is_always_listed, on_time_target, online_target, period_code, date_from, date_to,
        case when min(city_coverage) = max(city_coverage) then min(city_coverage) else 'part' end as coverage,
        cast(sum(case when is_before then received - resolved - withdrawn else nothing end) as bigint) as carried_over,
        cast(sum(case when is_before then received_no_due - resolved_no_due - withdrawn_no_due else nothing end) as bigint) as carried_over_no_due,
        cast(sum(case when is_inside then received_online else nothing end) as bigint) as received_online,
        cast(sum(case when is_inside then received_counter else nothing end) as bigint) as received_counter,
        cast(sum(case when is_inside then received_post else nothing end) as bigint) as received_post,
        cast(sum(case when is_inside then received_no_due else nothing end) as bigint) as received_no_due,
        cast(sum(case when is_inside then resolved_early else nothing end) as bigint) as resolved_early,
        cast(sum(case when is_inside then resolved_on_time else nothing end) as bigint) as resolved_on_time,
        cast(sum(case when is_inside then resolved_late else nothing end) as bigint) as resolved_late,
        cast(sum(case when is_inside then resolved_no_due else nothing end) as bigint) as resolved_no_due,
        cast(sum(case when is_inside then withdrawn else nothing end) as bigint) as withdrawn,
        cast(sum(case when is_inside then withdrawn_late else nothing end) as bigint) as withdrawn_late,
        cast(sum(case when is_inside then fell_due else nothing end) as bigint) as fell_due,
        cast(sum(case when is_inside then fell_due_met else nothing end) as bigint) as fell_due_met,
        cast(sum(coalesce(received - resolved - withdrawn, nothing)) as bigint) as pending_total,
        cast(sum(coalesce(became_overdue - overdue_cleared, nothing)) as bigint) as pending_overdue,
        cast(sum(coalesce(paused_in - paused_out, nothing)) as bigint) as pending_paused,
        cast(sum(coalesce(received_no_due - resolved_no_due - withdrawn_no_due, nothing)) as bigint) as pending_no_due,
    from dated
    group by all
),
counts as (
    select
        * exclude (carried_over_no_due, received_no_due),
        received_online + received_counter + received_post as received_new,
        carried_over + received_online + received_counter + received_post as received_total,
        resolved_early + resolved_on_time + resolved_late + resolved_no_due as resolved_total,
        pending_total - pending_overdue - pending_paused - pending_no_due as pending_in_time,
        received_online + received_counter + received_post - received_no_due as received_with_due,
        carried_over - carried_over_no_due + received_online + received_counter + received_post - received_no_due as workload_with_due,
    from summed
),
measured as (
    select
        *,
        unnest(['resolved', 'due', 'strict', 'workload', 'received', 'online']) as measure,
        resolved_early + resolved_on_time as on_time,
    from counts
),
counted as (
    select
        * exclude (on_time, on_time_target, online_target),
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
    from measured
),
bound as (
    select
        * exclude binding_target,
        binding_target.operator,
        binding_target.value as target,
        binding_target.definition,
        (numerator * 20000 + denominator) // (2 * nullif(denominator, 0)) as rounded,
        numerator * 10000 // nullif(denominator, 0) as cut,
    from counted
),
decided as (
    select
        *,
        case operator
            when '>' then numerator > target * denominator
            when '>=' then numerator >= target * denominator
            when '<' then numerator < target * denominator
            when '<=' then numerator <= target * denominator
            when '=' then numerator = target * denominator
        end as is_met,
        case operator
            when '>' then rounded > target * 10000
            when '>=' then rounded >= target * 10000
            when '<' then rounded < target * 10000
            when '<=' then rounded <= target * 10000
            when '=' then rounded = target * 10000
        end as is_rounded_met,
    from bound
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
    cast(
        case operator
            when '>=' then floor((1 - target) * denominator)
            when '>' then greatest(0, ceil((1 - target) * denominator) - 1)
        end as bigint
    ) - (denominator - numerator) as allowance_left,
from decided
