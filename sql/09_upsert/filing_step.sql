-- One row per filing handed over whose key the database knows already, or another row handed over has: what it does to the filing.
-- arrival: rowid of the row in incoming_filing
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
repeated as (
    select hash(filing_code) as code_hash
    from incoming_filing
    group by code_hash
    having count(*) > 1
),
-- A list may be printed long after the last day that it speaks for: then it is of the later day.
met as (
    select
        arrived.*,
        arrived.rowid as arrival,
        known.held_filing_id,
        known.told_on as known_told_on,
        known.covered_to as known_covered_to,
        max(arrived.told_on) over (
            partition by arrived.city_id, arrived.source_system, arrived.filing_code
            order by arrived.covered_to
            groups between unbounded preceding and 1 preceding
        ) as told_before_on,
        lag(arrived.told_on) over (
            partition by arrived.city_id, arrived.source_system, arrived.filing_code, arrived.covered_to
            order by arrived.load_id, arrived.row_number
        ) as told_of_same_days_on,
        coalesce(arrived.completed_on, arrived.withdrawn_on) is not null as tells_end,
        known.held_filing_id is not null
        and (
            arrived.agency_id is distinct from known.agency_id
            or arrived.procedure_id is distinct from known.procedure_id
            or arrived.received_on is distinct from known.received_on
            or (arrived.channel_id is not null and arrived.channel_id is distinct from known.channel_id)
            or (
                arrived.status_id is not null
                and arrived.status_id is distinct from known.status_id
                and not coalesce(coalesce(known.completed_on, known.withdrawn_on) > arrived.covered_to, false)
            )
            or (
                coalesce(arrived.reappointed_due_on, arrived.due_on) is not null
                and coalesce(arrived.reappointed_due_on, arrived.due_on)
                    is distinct from coalesce(known.reappointed_due_on, known.due_on)
            )
            or (
                arrived.tells_closing
                and case
                    -- What ended after its last day may well have been open then.
                    when coalesce(arrived.completed_on, arrived.withdrawn_on) is null
                        then coalesce(known.completed_on, known.withdrawn_on) <= arrived.covered_to
                    else arrived.completed_on is distinct from known.completed_on
                        or arrived.withdrawn_on is distinct from known.withdrawn_on
                end
            )
        ) as is_other,
    from incoming_filing as arrived
    left join known_filing as known
        on known.city_id = arrived.city_id
        and known.source_system = arrived.source_system
        and known.filing_code = arrived.filing_code
    where known.held_filing_id is not null
        or hash(arrived.filing_code) in (select code_hash from repeated)
),
-- Another list of the same days may correct an end, though it is of an earlier day then.
aged as (
    select
        *,
        coalesce(told_on < known_told_on and not (tells_end and covered_to = known_covered_to), false)
        or coalesce(told_on < told_before_on, false)
        or coalesce(told_on < told_of_same_days_on and not tells_end, false) as is_older,
    from met
),
version as (
    select
        cast(null as bigint) as arrival,
        known_filing.*,
        false as is_older,
    from known_filing
    where held_filing_id in (select held_filing_id from aged)
    union all by name
    select * from aged
),
-- An earlier export does not undo what a later one told.
dated as (
    select
        *,
        coalesce(reappointed_due_on, due_on) as told_due_on,
        arrival is not null as is_new,
        row_number() over (
            partition by city_id, source_system, filing_code
            order by arrival is not null, covered_to, load_id, row_number
        ) as version_number,
    from version
    where not is_older
),
told_pause as (
    select
        dated.city_id,
        dated.source_system,
        dated.filing_code,
        dated.is_new,
        dated.load_id,
        dated.version_number,
        pause.paused_from,
        pause.resumed_on,
    from dated
    inner join landed_filing_pause as pause
        on pause.load_id = dated.load_id
        and pause.filing_code = dated.filing_code
        and pause.row_number is not distinct from dated.row_number
    inner join city
        on city.city_id = dated.city_id
        and city.city_code = pause.city_code
),
told_again as (
    select
        *,
        row_number() over tellings as telling,
        lag(resumed_on) over tellings as previous_resumed_on,
    from told_pause
    window tellings as (partition by city_id, source_system, filing_code, paused_from order by version_number)
),
-- Versions that tell a pause otherwise than it was told before, or for the first time; what a load takes back itself it has not told.
new_pause as (
    select
        city_id,
        source_system,
        filing_code,
        version_number,
    from told_again
    window of_load as (
        partition by city_id, source_system, filing_code, paused_from, is_new, load_id
        order by version_number
        rows between unbounded preceding and unbounded following
    )
    qualify (telling = 1 or resumed_on is distinct from previous_resumed_on)
        and (
            first_value(telling) over of_load = 1
            or last_value(resumed_on) over of_load is distinct from first_value(previous_resumed_on) over of_load
        )
),
told as (
    select
        *,
        first_value(due_on ignore nulls) over versions as first_due_on,
        last_value(told_due_on ignore nulls) over versions as last_due_on,
        last_value(channel_id ignore nulls) over versions as last_channel_id,
        last_value(status_id ignore nulls) over versions as last_status_id,
        last_value(case when coalesce(tells_closing, true) then struct_pack(completed := completed_on, withdrawn := withdrawn_on) end ignore nulls) over versions as last_closing,
    from dated
    window versions as (
        partition by city_id, source_system, filing_code
        order by version_number
        rows between unbounded preceding and current row
    )
),
merged as (
    select
        * replace (
            coalesce(last_channel_id, 1) as channel_id,
            coalesce(last_status_id, 4) as status_id,
            struct_extract(last_closing, 'completed') as completed_on,
            struct_extract(last_closing, 'withdrawn') as withdrawn_on,
            first_due_on as due_on,
            case when last_due_on is distinct from first_due_on then last_due_on end as reappointed_due_on,
        ),
    from told
),
stated as (
    select
        *,
        struct_pack(
            agency_id := agency_id,
            procedure_id := procedure_id,
            channel_id := channel_id,
            status_id := status_id,
            received_on := received_on,
            due_on := due_on,
            reappointed_due_on := reappointed_due_on,
            completed_on := completed_on,
            withdrawn_on := withdrawn_on
        ) as state,
    from merged
),
compared as (
    select
        *,
        lead(version_number) over versions is null as is_last,
        lag(state) over versions as previous_state,
    from stated
    window versions as (partition by city_id, source_system, filing_code order by version_number)
),
-- A load whose rows leave a filing as it stood before them, loaded again for instance, has changed nothing.
turned as (
    select
        *,
        first_value(version_number) over of_load > 1
        and last_value(state) over of_load is not distinct from first_value(previous_state) over of_load as is_back,
    from compared
    window of_load as (
        partition by city_id, source_system, filing_code, is_new, load_id
        order by version_number
        rows between unbounded preceding and unbounded following
    )
),
judged as (
    select
        *,
        case
            when not is_new then 'known'
            when version_number = 1 then 'loaded'
            when (state is distinct from previous_state and not is_back)
                or (city_id, source_system, filing_code, version_number) in (
                    select (city_id, source_system, filing_code, version_number) from new_pause
                )
                then 'updated'
            else 'unchanged'
        end as outcome,
    from turned
),
-- What a row replaces was brought by the last row that changed something.
traced as (
    select
        *,
        last_value(case when outcome <> 'unchanged' then struct_pack(load_id := load_id, covered_to := covered_to) end ignore nulls) over (
            partition by city_id, source_system, filing_code
            order by version_number
            rows between unbounded preceding and 1 preceding
        ) as replaced,
    from judged
),
confirmed as (
    select
        *,
        struct_extract(replaced, 'load_id') as previous_load_id,
        coalesce(is_last and outcome = 'unchanged' and covered_to > struct_extract(replaced, 'covered_to'), false) as is_confirming,
    from traced
    where is_new
),
chosen as (
    select
        *,
        outcome <> 'unchanged' and row_number() over (
            partition by city_id, source_system, filing_code
            order by outcome = 'unchanged', version_number desc
        ) = 1 as is_stored,
        max(held_filing_id) over (partition by city_id, source_system, filing_code) as known_filing_id,
        max(case when is_confirming then load_id end) over (partition by city_id, source_system, filing_code) as confirmed_load_id,
    from confirmed
)
select
    arrival,
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
from chosen
union all by name
select
    arrival,
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
from aged
where is_older
