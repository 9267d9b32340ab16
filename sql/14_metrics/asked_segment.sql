-- One row per row asked for, city and segment, inside the filters asked for: the smallest ledger that can answer, summed; its other columns are those of the ledger.
-- row_key: row of asked_cell
-- city_id: the city
-- segment_from: first day of the segment
-- $ask_ledger: ledger_level, ledger_agency, ledger_procedure, ledger, or targets for the scopes of the targets
-- $ask_dimension: dimension to list by; total for one row, target for a row per target
-- $ask_city_id: only this city; null for all, as with the filters below
-- $ask_level_id: only this authority level
-- $ask_agency_id: only this agency
-- $ask_field_id: only this field
-- $ask_national_code: only this procedure
-- $ask_service_level_id: only this service level
-- $ask_channel_id: only this channel
with
chosen as (
    select * from ledger_level where cast(getvariable('ask_ledger') as varchar) = 'ledger_level'
    union all by name
    select * from ledger_agency where cast(getvariable('ask_ledger') as varchar) = 'ledger_agency'
    union all by name
    select * from ledger_procedure where cast(getvariable('ask_ledger') as varchar) = 'ledger_procedure'
    union all by name
    select * from ledger where cast(getvariable('ask_ledger') as varchar) = 'ledger'
    union all by name
    -- The scopes of the targets overlap, so each takes its rows for itself, out of the smallest ledger that has them.
    select
        target_scope.target_id,
        rolled_up.* exclude layer,
    from (
        select 'agency' as layer, * from ledger_agency
        union all by name
        select 'procedure' as layer, * from ledger_procedure
        union all by name
        select 'all' as layer, * from ledger
    ) as rolled_up
    inner join target_scope
        on rolled_up.layer = case
            when target_scope.field_id is null then 'agency'
            when target_scope.agency_id is null then 'procedure'
            else 'all'
        end
        and (target_scope.field_id is null or rolled_up.field_id = target_scope.field_id)
        and (target_scope.city_id is null or rolled_up.city_id = target_scope.city_id)
        and (target_scope.level_id is null or rolled_up.level_id = target_scope.level_id)
        and (target_scope.agency_id is null or rolled_up.agency_id = target_scope.agency_id)
    where cast(getvariable('ask_ledger') as varchar) = 'targets'
),
national_row as (
    select procedure_id, national_id
    from procedure
    where cast(getvariable('ask_dimension') as varchar) = 'procedure'
),
listed as (
    select
        case cast(getvariable('ask_dimension') as varchar)
            when 'city' then chosen.city_id
            when 'level' then chosen.level_id
            when 'agency' then chosen.agency_id
            when 'field' then chosen.field_id
            when 'procedure' then national_row.national_id
            when 'service_level' then chosen.service_level_id
            when 'channel' then chosen.channel_id
            when 'target' then chosen.target_id
            else 0
        end as row_key,
        chosen.*,
    from chosen
    left join national_row on national_row.procedure_id = chosen.procedure_id
    where (
        cast(getvariable('ask_city_id') as integer) is null
        or chosen.city_id = cast(getvariable('ask_city_id') as integer)
    )
        and (
            cast(getvariable('ask_level_id') as integer) is null
            or chosen.level_id = cast(getvariable('ask_level_id') as integer)
        )
        and (
            cast(getvariable('ask_agency_id') as integer) is null
            or chosen.agency_id = cast(getvariable('ask_agency_id') as integer)
        )
        and (
            cast(getvariable('ask_field_id') as integer) is null
            or chosen.field_id = cast(getvariable('ask_field_id') as integer)
        )
        and (
            cast(getvariable('ask_service_level_id') as integer) is null
            or chosen.service_level_id = cast(getvariable('ask_service_level_id') as integer)
        )
        and (
            cast(getvariable('ask_channel_id') as integer) is null
            or chosen.channel_id = cast(getvariable('ask_channel_id') as integer)
        )
        and (
            cast(getvariable('ask_national_code') as varchar) is null
            or chosen.procedure_id in (
                select procedure_id
                from procedure
                where national_code = cast(getvariable('ask_national_code') as varchar)
            )
        )
)
select
    row_key,
    city_id,
    segment_from,
    -- each measure of marts/ledger: cast(sum({name}) as bigint) as {name},
from listed
group by row_key, city_id, segment_from
