-- The rows of drill by level for one city and period ({city_id}, {period}), as one would write them by hand.
with
bounds as (
    select date_from, date_to
    from parx.reporting_period
    where calendar = 'nd09' and period_code = '{period}'
),
target as (
    select target.*, period.date_from, period.date_to
    from parx.target
    inner join parx.reporting_period as period on period.calendar = 'nd09' and period.period_code = target.period_code
    where target.unit = 'ratio'
        and target.indicator_code = 'on_time_rate'
        and target.agency_id is null
        and target.field_id is null
        and coalesce(target.city_id, {city_id}) = {city_id}
),
counted as (
    select
        ledger.level_id,
        sum(case when segment_from < date_from then received_online + received_counter + received_post
            - resolved_early - resolved_on_time - resolved_late - resolved_no_due - withdrawn else 0 end) as carried_over,
        sum(case when segment_from >= date_from then received_online else 0 end) as received_online,
        sum(case when segment_from >= date_from then received_counter else 0 end) as received_counter,
        sum(case when segment_from >= date_from then received_post else 0 end) as received_post,
        sum(case when segment_from >= date_from then resolved_early else 0 end) as resolved_early,
        sum(case when segment_from >= date_from then resolved_on_time else 0 end) as resolved_on_time,
        sum(case when segment_from >= date_from then resolved_late else 0 end) as resolved_late,
        sum(case when segment_from >= date_from then resolved_no_due else 0 end) as resolved_no_due,
        sum(case when segment_from >= date_from then withdrawn else 0 end) as withdrawn,
        sum(received_online + received_counter + received_post
            - resolved_early - resolved_on_time - resolved_late - resolved_no_due - withdrawn) as pending_total,
        sum(became_overdue - overdue_cleared) as pending_overdue,
        sum(paused_in - paused_out) as pending_paused,
        sum(received_no_due - resolved_no_due - withdrawn_no_due) as pending_no_due,
    from parx.ledger_level as ledger
    cross join bounds
    where ledger.city_id = {city_id} and ledger.segment_from <= bounds.date_to
    group by ledger.level_id
),
bound as (
    select
        counted.*,
        resolved_early + resolved_on_time as numerator,
        resolved_early + resolved_on_time + resolved_late as denominator,
        received_online + received_counter + received_post as received_new,
        (
            select arg_min(target, (
                case when target.level_id is null then 2 else 0 end + case when target.city_id is null then 1 else 0 end,
                target.date_to - target.date_from,
                target.target_id
            ))
            from target
            where bounds.date_from >= target.date_from
                and bounds.date_to <= target.date_to
                and coalesce(target.level_id, counted.level_id) = counted.level_id
        ) as target,
    from counted
    cross join bounds
),
judged as (
    select
        *,
        (numerator * 20000 + denominator) // (2 * nullif(denominator, 0)) as rounded,
        numerator * 10000 // nullif(denominator, 0) as cut,
        case target.operator
            when '>=' then numerator >= target.value * denominator
            when '>' then numerator > target.value * denominator
        end as is_met,
        case target.operator
            when '>=' then rounded >= target.value * 10000
            when '>' then rounded > target.value * 10000
        end as is_rounded_met,
    from bound
)
select
    level.name_en,
    level.level_code,
    carried_over + received_new as received_total,
    received_online,
    received_counter,
    received_post,
    received_new,
    carried_over,
    resolved_early + resolved_on_time + resolved_late + resolved_no_due as resolved_total,
    resolved_early,
    resolved_on_time,
    resolved_late,
    resolved_no_due,
    withdrawn,
    pending_total,
    pending_total - pending_overdue - pending_paused - pending_no_due as pending_in_time,
    pending_overdue,
    pending_paused,
    pending_no_due,
    0.0001 * case
        when numerator < denominator and rounded >= 10000 and coalesce(target.value, 0) < 0.9999 then 9999
        when is_met = is_rounded_met or is_met is null then rounded
        when rounded > cut then cut
        else cut + 1
    end as on_time_rate,
    numerator as on_time_count,
    denominator as on_time_base,
    coalesce(target.definition, 'resolved') as definition,
    round(received_online / nullif(received_new, 0), 4) as online_share,
    target.operator as target_operator,
    target.value as target,
    case
        when denominator = 0 then 'no_cases' when is_met then 'met' when not is_met then 'missed' else 'no_target'
    end as verdict,
    case target.operator
        when '>=' then floor((1 - target.value) * denominator)
        when '>' then greatest(0, ceil((1 - target.value) * denominator) - 1)
    end - (denominator - numerator) as allowance_left,
    '{period}' as period,
    bounds.date_from,
    bounds.date_to,
    coverage.coverage,
from judged
cross join bounds
inner join parx.level on level.level_id = judged.level_id
inner join parx.coverage
    on coverage.city_id = {city_id} and coverage.calendar = 'nd09' and coverage.period_code = '{period}'
where received_new + carried_over + withdrawn + pending_total > 0
order by judged.level_id
