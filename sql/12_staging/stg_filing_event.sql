-- One row per filing that counts and dated event in its life: the ledger counts these rows.
-- city_id: its city
-- level_id: its authority level
-- agency_id: its agency
-- procedure_id: its procedure
-- field_id: its field
-- service_level_id: its service level
-- channel_id: its channel
-- has_due_date: false for filings that are in no rate
-- event: received, the state of stg_filing_span that it enters, left_<state>, withdrawn_late, due_met or due_missed when it fell due; short words are compared faster
-- happened_on: day of the event
select
    city_id, level_id, agency_id, procedure_id, field_id, service_level_id, channel_id,
    due_on is not null as has_due_date,
    'received' as event,
    received_on as happened_on,
from stg_filing
where is_counted
union all
select
    city_id, level_id, agency_id, procedure_id, field_id, service_level_id, channel_id,
    due_on is not null as has_due_date,
    state as event,
    from_on as happened_on,
from stg_filing_span
where state not in ('in_time', 'no_due_date')
union all
select
    city_id, level_id, agency_id, procedure_id, field_id, service_level_id, channel_id,
    due_on is not null as has_due_date,
    concat('left_', state) as event,
    to_on as happened_on,
from stg_filing_span
where state in ('overdue', 'paused')
    and to_on is not null
union all
select
    city_id, level_id, agency_id, procedure_id, field_id, service_level_id, channel_id,
    true as has_due_date,
    'withdrawn_late' as event,
    withdrawn_on as happened_on,
from stg_filing
where is_counted
    and withdrawn_on > fell_due_on
union all
select
    city_id, level_id, agency_id, procedure_id, field_id, service_level_id, channel_id,
    true as has_due_date,
    case when completed_on <= due_on then 'due_met' else 'due_missed' end as event,
    fell_due_on as happened_on,
from stg_filing
where is_counted
    and fell_due_on <= as_of
    and (withdrawn_on is null or withdrawn_on > fell_due_on)
