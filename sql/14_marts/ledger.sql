-- One row per segment, agency, procedure, service level and channel in which something happened; its columns are counts of dated events, so they add up.
-- city_id: the city
-- level_id: authority level of the agency
-- agency_id: the agency
-- procedure_id: the procedure
-- field_id: field of the procedure
-- service_level_id: online service level at receipt
-- channel_id: the channel
-- segment_from: first day of the segment
-- measures:
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
    event.city_id,
    event.level_id,
    event.agency_id,
    event.procedure_id,
    event.field_id,
    event.service_level_id,
    event.channel_id,
    coalesce(stg_day.segment_from, date '1900-01-01') as segment_from,
    cast(sum(
        case when event.event = 'received' and event.channel_id = 2 then 1 else 0 end
    ) as bigint) as received_online,
    cast(sum(
        case when event.event = 'received' and event.channel_id = 1 then 1 else 0 end
    ) as bigint) as received_counter,
    cast(sum(
        case when event.event = 'received' and event.channel_id = 3 then 1 else 0 end
    ) as bigint) as received_post,
    cast(sum(
        case when event.event = 'received' and not event.has_due_date then 1 else 0 end
    ) as bigint) as received_no_due,
    cast(sum(case when event.event = 'early' then 1 else 0 end) as bigint) as resolved_early,
    cast(sum(case when event.event = 'on_time' then 1 else 0 end) as bigint) as resolved_on_time,
    cast(sum(case when event.event = 'late' then 1 else 0 end) as bigint) as resolved_late,
    cast(sum(case when event.event = 'resolved_no_due_date' then 1 else 0 end) as bigint) as resolved_no_due,
    cast(sum(case when event.event = 'withdrawn' then 1 else 0 end) as bigint) as withdrawn,
    cast(sum(case when event.event = 'withdrawn_late' then 1 else 0 end) as bigint) as withdrawn_late,
    cast(sum(
        case when event.event = 'withdrawn' and not event.has_due_date then 1 else 0 end
    ) as bigint) as withdrawn_no_due,
    cast(sum(case when event.event = 'paused' then 1 else 0 end) as bigint) as paused_in,
    cast(sum(case when event.event = 'left_paused' then 1 else 0 end) as bigint) as paused_out,
    cast(sum(case when event.event = 'overdue' then 1 else 0 end) as bigint) as became_overdue,
    cast(sum(case when event.event = 'left_overdue' then 1 else 0 end) as bigint) as overdue_cleared,
    cast(sum(case when event.event in ('due_met', 'due_missed') then 1 else 0 end) as bigint) as fell_due,
    cast(sum(case when event.event = 'due_met' then 1 else 0 end) as bigint) as fell_due_met,
from stg_filing_event as event
left join stg_day on stg_day.day = event.happened_on
group by
    event.city_id,
    event.level_id,
    event.agency_id,
    event.procedure_id,
    event.field_id,
    event.service_level_id,
    event.channel_id,
    coalesce(stg_day.segment_from, date '1900-01-01')
order by city_id, level_id, agency_id, segment_from, procedure_id, service_level_id, channel_id
