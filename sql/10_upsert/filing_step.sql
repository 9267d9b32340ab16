-- One row per filing handed over whose key the database knows already, or another row handed over has: what it does to the filing.
-- incoming_id: rowid of the row in incoming_filing
-- row_number: number of the row in its file
-- outcome: loaded (the first row of a new filing), updated or unchanged
-- is_stored: true for the row after which the filing is stored
-- is_older: true for a row of an earlier day than what is known; it tells nothing
-- is_left: true for a row that differs from what is known and tells of an earlier day
-- is_confirming: true for the last row of a filing, where it changes nothing and is of a later day than what it leaves as it stands
-- confirmed_load_id: load of the confirming row of the filing; null when there is none
-- version_number: place of the row among those that tell of the filing, what is known being the first
-- held_filing_id: number of the filing in the database that is loaded into; null for a new one
-- city_id: its city
-- filing_code: its code
-- load_id: load that handed the row over
-- agency_id: the filing after this row, as are the following columns
-- due_on: due date first promised, which stays however often the date is changed
-- reappointed_due_on: latest due date, where it is another one
-- previous_load_id: load that had brought the filing as it stood before this row, as in the following columns; null for a new one
with
-- What a row replaces was brought by the last row that changed something.
version_and_replaced as (
    select
        *,
        last_value(
            case when outcome <> 'unchanged' then struct_pack(load_id := load_id, covered_to := covered_to) end
            ignore nulls
        ) over (
            partition by city_id, source_system, filing_code
            order by version_number
            rows between unbounded preceding and 1 preceding
        ) as replaced,
    from version_outcome
),
new_version as (
    select
        *,
        struct_extract(replaced, 'load_id') as previous_load_id,
        is_last
        and outcome = 'unchanged'
        and coalesce(covered_to > struct_extract(replaced, 'covered_to'), false) as is_confirming,
    from version_and_replaced
    where is_new
),
step as (
    select
        *,
        outcome <> 'unchanged' and row_number() over (
            partition by city_id, source_system, filing_code
            order by outcome = 'unchanged', version_number desc
        ) = 1 as is_stored,
        max(held_filing_id) over filing as known_filing_id,
        max(case when is_confirming then load_id end) over filing as confirmed_load_id,
    from new_version
    window filing as (partition by city_id, source_system, filing_code)
)
select
    incoming_id,
    row_number,
    outcome,
    is_stored,
    false as is_older,
    false as is_left,
    is_confirming,
    confirmed_load_id,
    version_number,
    known_filing_id as held_filing_id,
    city_id,
    filing_code,
    load_id,
    agency_id,
    procedure_id,
    channel_id,
    status_id,
    received_on,
    due_on,
    reappointed_due_on,
    completed_on,
    withdrawn_on,
    previous_load_id,
    struct_extract(previous_state, 'agency_id') as previous_agency_id,
    struct_extract(previous_state, 'procedure_id') as previous_procedure_id,
    struct_extract(previous_state, 'channel_id') as previous_channel_id,
    struct_extract(previous_state, 'status_id') as previous_status_id,
    struct_extract(previous_state, 'received_on') as previous_received_on,
    struct_extract(previous_state, 'due_on') as previous_due_on,
    struct_extract(previous_state, 'reappointed_due_on') as previous_reappointed_due_on,
    struct_extract(previous_state, 'completed_on') as previous_completed_on,
    struct_extract(previous_state, 'withdrawn_on') as previous_withdrawn_on,
from step
union all by name
select
    incoming_id,
    row_number,
    'unchanged' as outcome,
    false as is_stored,
    true as is_older,
    is_other as is_left,
    false as is_confirming,
    held_filing_id,
    city_id,
    filing_code,
    load_id,
from filing_update
where is_older
