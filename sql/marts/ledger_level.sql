-- One row per city, level and segment: the ledger without agencies, procedures and channels, for the top of the drill.
-- city_id: the city
-- level_id: authority level of the agency
-- segment_from: first day of the segment
-- received_online: filings received online
-- received_counter: filings received at the counter
-- received_post: filings received by post
-- received_no_due: of all received, those without a due date
-- resolved_early: resolved before the due date
-- resolved_on_time: resolved on the due date
-- resolved_late: resolved after the due date
-- resolved_no_due: resolved, without a due date
-- withdrawn: withdrawn by the applicant
-- withdrawn_late: of all withdrawn, those withdrawn after they fell due
-- withdrawn_no_due: of all withdrawn, those without a due date
-- paused_in: clock stopped
-- paused_out: clock started again, or closed while it stood
-- became_overdue: still open on the day after the due date
-- overdue_cleared: overdue ones resolved, withdrawn or paused
-- fell_due: fell due
-- fell_due_met: of those that fell due, resolved by the due date
select
    city_id,
    level_id,
    segment_from,
    cast(sum(received_online) as bigint) as received_online,
    cast(sum(received_counter) as bigint) as received_counter,
    cast(sum(received_post) as bigint) as received_post,
    cast(sum(received_no_due) as bigint) as received_no_due,
    cast(sum(resolved_early) as bigint) as resolved_early,
    cast(sum(resolved_on_time) as bigint) as resolved_on_time,
    cast(sum(resolved_late) as bigint) as resolved_late,
    cast(sum(resolved_no_due) as bigint) as resolved_no_due,
    cast(sum(withdrawn) as bigint) as withdrawn,
    cast(sum(withdrawn_late) as bigint) as withdrawn_late,
    cast(sum(withdrawn_no_due) as bigint) as withdrawn_no_due,
    cast(sum(paused_in) as bigint) as paused_in,
    cast(sum(paused_out) as bigint) as paused_out,
    cast(sum(became_overdue) as bigint) as became_overdue,
    cast(sum(overdue_cleared) as bigint) as overdue_cleared,
    cast(sum(fell_due) as bigint) as fell_due,
    cast(sum(fell_due_met) as bigint) as fell_due_met,
from ledger_agency
group by city_id, level_id, segment_from
order by city_id, level_id, segment_from
