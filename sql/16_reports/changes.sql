-- One row per change of a filing by a load: what it was before, and what the change made of it; the newest load first.
-- load: load that changed it; the filter #5: lists those of load 5 alone
-- filing: code of the filing
-- source_system: system that it comes from
-- changed: what changed: agency, procedure, channel, status, received_on, due_on, completed_on, withdrawn_on; pauses when nothing else did
-- status_before: status before, 1 to 10
-- status: status after it
-- due_on_before: due date that counted before
-- due_on: due date that counts after it; the one first promised is kept
-- completed_on_before: end of processing before
-- completed_on: end of processing after it
-- withdrawn_on_before: day of withdrawal before
-- withdrawn_on: day of withdrawal after it
-- city: its city
-- city_code: code of the city
-- agency_code_before: agency before
-- agency_code: agency after it
-- previous_load: load that had brought it as it was before
-- $ask_city_id: only this city; null for all
-- $ask_text: only rows that contain this text; null for all
with
told as (
    select
        before.load_id as changed_by,
        load.source_system,
        before.* exclude load_id,
    from filing_before as before
    inner join load on load.load_id = before.load_id
    union all by name
    select
        stg_filing.source_system,
        stg_filing.city_id,
        stg_filing.filing_code,
        agency.agency_code,
        procedure.procedure_code,
        stg_filing.channel_id,
        stg_filing.status_id,
        stg_filing.received_on,
        stg_filing.original_due_on as due_on,
        nullif(stg_filing.due_on, stg_filing.original_due_on) as reappointed_due_on,
        filing.completed_on,
        filing.withdrawn_on,
    from stg_filing
    -- What its file tells, whether it has happened by the last day known or not.
    inner join filing on filing.filing_id = stg_filing.filing_id
    inner join agency on agency.agency_id = stg_filing.agency_id
    inner join procedure on procedure.procedure_id = stg_filing.procedure_id
    where stg_filing.load_id in (select load_id from filing_before)
),
-- The last version of a filing is the one that stands.
version as (
    select
        *,
        row_number() over (
            partition by city_id, source_system, filing_code
            order by change_number nulls last
        ) as version_number,
    from told
)
select
    before.changed_by as load,
    before.filing_code as filing,
    before.source_system,
    coalesce(
        nullif(
            concat_ws(
                ', ',
                case when later.agency_code is distinct from before.agency_code then 'agency' end,
                case when later.procedure_code is distinct from before.procedure_code then 'procedure' end,
                case when later.channel_id is distinct from before.channel_id then 'channel' end,
                case when later.status_id is distinct from before.status_id then 'status' end,
                case when later.received_on is distinct from before.received_on then 'received_on' end,
                case
                    when coalesce(later.reappointed_due_on, later.due_on)
                        is distinct from coalesce(before.reappointed_due_on, before.due_on)
                        then 'due_on'
                end,
                case when later.completed_on is distinct from before.completed_on then 'completed_on' end,
                case when later.withdrawn_on is distinct from before.withdrawn_on then 'withdrawn_on' end
            ),
            ''
        ),
        'pauses'
    ) as changed,
    before.status_id as status_before,
    later.status_id as status,
    coalesce(before.reappointed_due_on, before.due_on) as due_on_before,
    coalesce(later.reappointed_due_on, later.due_on) as due_on,
    before.completed_on as completed_on_before,
    later.completed_on,
    before.withdrawn_on as withdrawn_on_before,
    later.withdrawn_on,
    city.city_name as city,
    city.city_code,
    before.agency_code as agency_code_before,
    later.agency_code,
    before.previous_load_id as previous_load,
from version as before
inner join version as later
    on later.city_id = before.city_id
    and later.source_system = before.source_system
    and later.filing_code = before.filing_code
    and later.version_number = before.version_number + 1
inner join city on city.city_id = before.city_id
where true
    and before.city_id = $ask_city_id  -- if ask_city_id
    -- if ask_text
    and mentions(concat_ws(
        ' ',
        concat('#', before.changed_by, ':'),
        before.filing_code,
        changed,
        before.agency_code,
        later.agency_code
    ), $ask_text)
    -- end
order by load desc, filing, before.change_number
