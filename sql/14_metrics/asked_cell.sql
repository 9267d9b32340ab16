-- One row per row and period asked for: the values of a dimension inside the filters, or the targets, in each period.
-- row_key: number of the row; one national procedure is one row for all cities
-- position: place in the list, before the name decides
-- code: code of the value
-- name: name of the value
-- city_id: city of the value or of the filter; null for several, as with the three below
-- level_id: authority level of the value or of the filter
-- agency_id: agency of the value or of the filter
-- field_id: field of the value or of the filter
-- target_id: the target, when targets are asked for
-- is_always_listed: true when it is listed without any filing
-- period_code: the period
-- date_from: first day of the period
-- date_to: last day of the period
-- on_time_target: operator, value and definition of the target on the on-time rate that binds it: of several, the one with the narrowest scope and period; null without one
-- online_target: the same for the share of filings handed in online
-- $ask_dimension: dimension to list by; total for one row, target for a row per target
with
dimension_row as (
    select
        row_key,
        position,
        code,
        name,
        coalesce(city_id, cast(getvariable('ask_city_id') as integer)) as city_id,
        coalesce(level_id, cast(getvariable('ask_level_id') as integer)) as level_id,
        coalesce(agency_id, cast(getvariable('ask_agency_id') as integer)) as agency_id,
        -- One national procedure may stand in another field in another city: the filter says which is meant.
        case
            when dimension = 'procedure' then coalesce(cast(getvariable('ask_field_id') as integer), field_id)
            else coalesce(field_id, cast(getvariable('ask_field_id') as integer))
        end as field_id,
        valid_from,
        valid_to,
        is_always_listed,
    from dimension_value
    where dimension = cast(getvariable('ask_dimension') as varchar)
        and value_key = row_key
        -- A city's list has thousands of procedures, and filings under few of them.
        and (
            dimension <> 'procedure'
            or row_key in (
                select procedure.national_id
                from ledger_procedure
                inner join procedure on procedure.procedure_id = ledger_procedure.procedure_id
            )
        )
        and (
            dimension <> 'channel'
            or cast(getvariable('ask_channel_id') as integer) is null
            or value_key = cast(getvariable('ask_channel_id') as integer)
        )
),
cell as (
    select
        dimension_row.* exclude (valid_from, valid_to, is_always_listed),
        cast(null as integer) as target_id,
        dimension_row.is_always_listed
            and (dimension_row.valid_from is null or dimension_row.valid_from <= asked_period.date_to)
            and (dimension_row.valid_to is null or dimension_row.valid_to >= asked_period.date_from)
            as is_always_listed,
        asked_period.period_code,
        asked_period.date_from,
        asked_period.date_to,
    from dimension_row
    cross join asked_period
    where (cast(getvariable('ask_city_id') as integer) is null or city_id = cast(getvariable('ask_city_id') as integer))
        and (
            cast(getvariable('ask_level_id') as integer) is null
            or level_id = cast(getvariable('ask_level_id') as integer)
        )
        and (
            cast(getvariable('ask_agency_id') as integer) is null
            or agency_id = cast(getvariable('ask_agency_id') as integer)
        )
        and (
            cast(getvariable('ask_field_id') as integer) is null
            or field_id = cast(getvariable('ask_field_id') as integer)
        )
    union all by name
    select
        target_id as row_key,
        target_id as position,
        coalesce(city_id, cast(getvariable('ask_city_id') as integer)) as city_id,
        coalesce(level_id, cast(getvariable('ask_level_id') as integer)) as level_id,
        coalesce(agency_id, cast(getvariable('ask_agency_id') as integer)) as agency_id,
        coalesce(field_id, cast(getvariable('ask_field_id') as integer)) as field_id,
        target_id,
        true as is_always_listed,
        period_code,
        date_from,
        date_to,
    from target_scope
    where cast(getvariable('ask_dimension') as varchar) = 'target'
        and period_code is not null
)
select
    cell.*,
    arg_min(target, (target.narrowness, target.target_id))
        filter (where target.indicator_code = 'on_time_rate') as on_time_target,
    arg_min(target, (target.narrowness, target.target_id))
        filter (where target.indicator_code = 'online_filing_share') as online_target,
from cell
left join target_scope as target
    on cell.date_from >= target.set_for_from
    and cell.date_to <= target.set_for_to
    and (cell.target_id is null or target.target_id = cell.target_id)
    and (target.city_id is null or target.city_id = cell.city_id)
    and (target.level_id is null or target.level_id = cell.level_id)
    and (target.agency_id is null or target.agency_id = cell.agency_id)
    and (target.field_id is null or target.field_id = cell.field_id)
group by all
