-- One row per row and period asked for (drill_cell): the counts of the official form. Counts are empty where the loads know nothing; its other columns are those of drill_cell, and the measures of the ledger inside the period.
-- coverage: whole, part or none: how much of the period the loads know
-- carried_over: open at the start of the period
-- carried_over_no_due: of those, without a due date
-- pending_total: open at the end of the period
-- pending_overdue: open at the end, past the due date
-- pending_paused: open at the end, clock stopped
-- pending_no_due: open at the end, without a due date
-- received_new: newly received
-- received_total: received with those carried over
-- resolved_total: resolved
-- pending_in_time: open at the end, not past the due date
-- $ask_calendar: calendar
with
cell_segment as (
    select
        drill_cell.*,
        coverage.coverage as city_coverage,
        segment.* exclude (row_key, city_id),
        segment.segment_from < drill_cell.date_from as is_before,
        segment.segment_from >= drill_cell.date_from as is_inside,
        segment.received_online + segment.received_counter + segment.received_post
            - segment.resolved_early - segment.resolved_on_time - segment.resolved_late - segment.resolved_no_due
            - segment.withdrawn as opened,
        segment.received_no_due - segment.resolved_no_due - segment.withdrawn_no_due as opened_no_due,
        -- A city that the loads know counts for nothing where it has no filings; one that they do not know is no
        -- number at all.
        case when coverage.coverage <> 'none' then 0 end as zero,
    from drill_cell
    inner join coverage
        on coverage.calendar = $ask_calendar
        and coverage.period_code = drill_cell.period_code
        and (drill_cell.city_id is null or coverage.city_id = drill_cell.city_id)
    left join drill_segment as segment
        on segment.row_key = drill_cell.row_key
        and segment.city_id = coverage.city_id
        and segment.segment_from <= drill_cell.date_to
        and coverage.coverage <> 'none'
),
cell as (
    select
        row_key, position, code, name, city_id, level_id, agency_id, field_id, target_id, is_always_listed,
        on_time_target, online_target, period_code, date_from, date_to,
        case when min(city_coverage) = max(city_coverage) then min(city_coverage) else 'part' end as coverage,
        cast(sum(case when is_before then opened else zero end) as bigint) as carried_over,
        cast(sum(case when is_before then opened_no_due else zero end) as bigint) as carried_over_no_due,
        -- each measure of marts/ledger: cast(sum(case when is_inside then {name} else zero end) as bigint) as {name},
        cast(sum(coalesce(opened, zero)) as bigint) as pending_total,
        cast(sum(coalesce(became_overdue - overdue_cleared, zero)) as bigint) as pending_overdue,
        cast(sum(coalesce(paused_in - paused_out, zero)) as bigint) as pending_paused,
        cast(sum(coalesce(opened_no_due, zero)) as bigint) as pending_no_due,
    from cell_segment
    group by all
)
select
    *,
    received_online + received_counter + received_post as received_new,
    carried_over + received_online + received_counter + received_post as received_total,
    resolved_early + resolved_on_time + resolved_late + resolved_no_due as resolved_total,
    pending_total - pending_overdue - pending_paused - pending_no_due as pending_in_time,
from cell
