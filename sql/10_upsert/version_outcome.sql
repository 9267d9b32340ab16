-- One row per version of a filing: what it does to the filing; its other columns are those of filing_version.
-- state: the filing after this version
-- previous_state: the filing before it; null for the first
-- is_last: true for the last version of the filing
-- outcome: known (what the database knows), loaded (the first version of a new filing), updated or unchanged
with
version as (
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
    from filing_version
),
version_and_previous as (
    select
        *,
        lead(version_number) over versions is null as is_last,
        lag(state) over versions as previous_state,
    from version
    window versions as (partition by city_id, source_system, filing_code order by version_number)
),
-- A load whose rows leave a filing as it stood before them, loaded again for instance, has changed nothing.
version_of_load as (
    select
        *,
        first_value(version_number) over of_load > 1
        and last_value(state) over of_load is not distinct from first_value(previous_state) over of_load as is_back,
    from version_and_previous
    window of_load as (
        partition by city_id, source_system, filing_code, is_new, load_id
        order by version_number
        rows between unbounded preceding and unbounded following
    )
)
select
    * exclude is_back,
    case
        when not is_new then 'known'
        when version_number = 1 then 'loaded'
        when (state is distinct from previous_state and not is_back)
            or (city_id, source_system, filing_code, version_number) in (
                select (city_id, source_system, filing_code, version_number) from pause_change
            )
            then 'updated'
        else 'unchanged'
    end as outcome,
from version_of_load
