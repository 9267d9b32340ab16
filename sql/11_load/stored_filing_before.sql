-- One row per change of a filing to store: those known before, and those of this build.
select
    before.change_number,
    before.load_id,
    before.previous_load_id,
    city.city_id,
    before.filing_code,
    before.agency_code,
    before.procedure_code,
    before.channel_id,
    before.status_id,
    before.received_on,
    before.due_on,
    before.reappointed_due_on,
    before.completed_on,
    before.withdrawn_on,
from landed_filing_before as before
inner join city on city.city_code = before.city_code
union all
select
    (select coalesce(max(change_number), 0) from landed_filing_before) + row_number() over (
        order by step.version_number, step.load_id, step.city_id, step.filing_code
    ) as change_number,
    step.load_id,
    step.previous_load_id,
    step.city_id,
    step.filing_code,
    agency.agency_code,
    procedure.procedure_code,
    step.previous_channel_id as channel_id,
    step.previous_status_id as status_id,
    step.previous_received_on as received_on,
    step.previous_due_on as due_on,
    step.previous_reappointed_due_on as reappointed_due_on,
    step.previous_completed_on as completed_on,
    step.previous_withdrawn_on as withdrawn_on,
from filing_step as step
inner join agency on agency.agency_id = step.previous_agency_id
inner join procedure on procedure.procedure_id = step.previous_procedure_id
where step.outcome = 'updated'
order by all
