-- One row per filing that is told anew and version of it: as the database knows it, then as it stands after each row that may tell anything of it. An earlier export does not undo what a later one told.
-- city_id: its city; with source system and code the key of the filing
-- source_system: system that handed it over
-- filing_code: its code
-- version_number: place of the version among those of the filing
-- incoming_id: rowid of the row in incoming_filing; null for what the database knows, as is row_number
-- held_filing_id: number of the filing in the database that is loaded into, beside what it knows and rows that found it
-- load_id: load that the version comes from
-- row_number: number of the row in its file
-- covered_to: last day for which the version is known
-- is_new: true for a row of this build
-- agency_id: the filing after this version, as are the following columns
-- due_on: due date first promised, which stays however often the date is changed
-- reappointed_due_on: latest due date, where it is another one
with
telling as (
    select
        cast(null as bigint) as incoming_id,
        cast(null as boolean) as tells_closing,
        known_filing.*,
    from known_filing
    where held_filing_id in (select held_filing_id from filing_update)
    union all by name
    select * exclude (is_older, is_other)
    from filing_update
    where not is_older
),
version as (
    select
        *,
        coalesce(reappointed_due_on, due_on) as told_due_on,
        incoming_id is not null as is_new,
        row_number() over (
            partition by city_id, source_system, filing_code
            order by incoming_id is not null, covered_to, load_id, row_number
        ) as version_number,
    from telling
),
-- What a row does not tell stays as the versions before it told.
version_so_far as (
    select
        *,
        first_value(due_on ignore nulls) over versions as first_due_on,
        last_value(told_due_on ignore nulls) over versions as last_due_on,
        last_value(channel_id ignore nulls) over versions as last_channel_id,
        last_value(status_id ignore nulls) over versions as last_status_id,
        last_value(
            case
                when coalesce(tells_closing, true)
                    then struct_pack(completed := completed_on, withdrawn := withdrawn_on)
            end
            ignore nulls
        ) over versions as last_closing,
    from version
    window versions as (
        partition by city_id, source_system, filing_code
        order by version_number
        rows between unbounded preceding and current row
    )
)
select
    city_id,
    source_system,
    filing_code,
    version_number,
    incoming_id,
    held_filing_id,
    load_id,
    row_number,
    covered_to,
    is_new,
    agency_id,
    procedure_id,
    coalesce(last_channel_id, 1) as channel_id,
    coalesce(last_status_id, 4) as status_id,
    received_on,
    first_due_on as due_on,
    case when last_due_on is distinct from first_due_on then last_due_on end as reappointed_due_on,
    struct_extract(last_closing, 'completed') as completed_on,
    struct_extract(last_closing, 'withdrawn') as withdrawn_on,
from version_so_far
