-- One row per row of form 06/VPCP/KSTT, merged from the returns of a city's units: each level's fields, then the level, the whole last; beside it, where filings can tell, the same figures as counted, and whether they agree.
-- city: the city
-- city_code: code of the city
-- line: place in the form
-- level: authority level; empty for the whole, and for fields of a city's return that names no levels
-- level_code: code of the level
-- field: field; empty for a level and the whole
-- row_kind: field, level or total
-- source: units (their returns added up), city (what the city itself returns for a level of which no unit's return is there), or units+city where levels differ
-- units: number of units whose returns stand in it
-- received_total: (3) received with those carried over; empty cells of returns are left out, as in the columns that follow
-- received_online: (4) newly received online
-- received_counter_post: (5) newly received at the counter or by post
-- carried_over: (6) carried over from the period before
-- resolved_total: (7) resolved
-- resolved_early: (8) resolved before the due date
-- resolved_on_time: (9) resolved on the due date
-- resolved_late: (10) resolved after the due date
-- pending_total: (11) open at the end of the period
-- pending_in_time: (12) open at the end, not past the due date
-- pending_overdue: (13) open at the end, past the due date
-- counted_received_total: (3) as counted from the filings of the units whose returns stand in it; empty where the filings cannot tell, as in the columns that follow
-- counted_carried_over: (6) as counted
-- counted_resolved_total: (7) as counted
-- counted_resolved_late: (10) as counted
-- counted_pending_total: (11) as counted
-- counted_pending_overdue: (13) as counted
-- agreement: agrees, differs, or cannot_check where the filings cover the period only in part, or cannot tell
-- differs_in: the first figure that differs from what was counted
-- broken_link: the first identity of the form that the row breaks: 3=4+5+6, 7=8+9+10, 11=12+13 or 3=7+11; empty when none
-- coverage: whole or part: how much of the period the loads of filings know; empty where the filings cannot tell
-- period: code of the period
-- period_from: first day of the period
-- period_to: last day of the period
-- $ask_language: vi or en
-- $ask_text: only rows whose field contains this text; null for all
with
compared as (
    select
        form.*,
        counted.received_total as counted_received_total,
        counted.carried_over as counted_carried_over,
        counted.resolved_total as counted_resolved_total,
        counted.resolved_late as counted_resolved_late,
        counted.pending_total as counted_pending_total,
        counted.pending_overdue as counted_pending_overdue,
        nullif(counted.coverage, 'none') as coverage,
        coalesce(
            form.received_total, form.carried_over, form.resolved_total,
            form.resolved_late, form.pending_total, form.pending_overdue
        ) is not null as can_differ,
        case
            when form.received_total <> counted.received_total then 'received_total'
            when form.carried_over <> counted.carried_over then 'carried_over'
            when form.resolved_total <> counted.resolved_total then 'resolved_total'
            when form.resolved_late <> counted.resolved_late then 'resolved_late'
            when form.pending_total <> counted.pending_total then 'pending_total'
            when form.pending_overdue <> counted.pending_overdue then 'pending_overdue'
        end as first_difference,
    from return_row_identity as form
    left join return_count as counted on counted.row_key = form.row_key
),
judged as (
    select
        *,
        case
            when not can_differ or coverage is distinct from 'whole' then 'cannot_check'
            when first_difference is null then 'agrees'
            else 'differs'
        end as agreement,
    from compared
)
select
    city.city_name as city,
    city.city_code,
    form.line,
    case $ask_language when 'en' then level.name_en else level.name_vi end as level,
    level.level_code,
    form.field,
    form.row_kind,
    form.source,
    form.units,
    form.received_total,
    form.received_online,
    form.received_counter_post,
    form.carried_over,
    form.resolved_total,
    form.resolved_early,
    form.resolved_on_time,
    form.resolved_late,
    form.pending_total,
    form.pending_in_time,
    form.pending_overdue,
    form.counted_received_total,
    form.counted_carried_over,
    form.counted_resolved_total,
    form.counted_resolved_late,
    form.counted_pending_total,
    form.counted_pending_overdue,
    form.agreement,
    case when form.agreement = 'differs' then form.first_difference end as differs_in,
    form.broken_link,
    form.coverage,
    report_period.period_code as period,
    report_period.date_from as period_from,
    report_period.date_to as period_to,
from judged as form
cross join report_period
inner join city on city.city_id = form.city_id
left join level on level.level_id = form.level_id
where true
    and mentions(form.field, $ask_text)  -- if ask_text
order by form.row_key
