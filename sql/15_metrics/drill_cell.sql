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
-- $ask_calendar: calendar
-- $ask_only_period: period to measure targets over; null for each target's own
-- $ask_dimension: dimension to list by; total for one row, target for a row per target
with
cell as (
    -- if ask_dimension is target
    -- Measured over the period asked for when it lies inside the one that the target is set for, else over that one.
    select
        scope.target_id as row_key,
        scope.target_id as position,
        cast(null as varchar) as code,
        cast(null as varchar) as name,
        coalesce(scope.city_id, $ask_city_id) as city_id,
        coalesce(scope.level_id, $ask_level_id) as level_id,
        coalesce(scope.agency_id, $ask_agency_id) as agency_id,
        coalesce(scope.field_id, $ask_field_id) as field_id,
        scope.target_id,
        true as is_always_listed,
        period.period_code,
        period.date_from,
        period.date_to,
    from target_scope as scope
    inner join reporting_period as period
        on period.calendar = $ask_calendar
        and period.period_code = coalesce($ask_only_period, scope.period_code)
        and period.date_from >= scope.set_for_from
        and period.date_to <= scope.set_for_to
    -- else
    select
        value.row_key,
        value.position,
        value.code,
        value.name,
        coalesce(value.city_id, $ask_city_id) as city_id,
        coalesce(value.level_id, $ask_level_id) as level_id,
        coalesce(value.agency_id, $ask_agency_id) as agency_id,
        -- if ask_dimension is procedure
        -- One national procedure may stand in another field in another city: the filter says which is meant.
        coalesce($ask_field_id, value.field_id) as field_id,
        -- else
        coalesce(value.field_id, $ask_field_id) as field_id,
        -- end
        cast(null as integer) as target_id,
        value.is_always_listed
            and (value.valid_from is null or value.valid_from <= report_period.date_to)
            and (value.valid_to is null or value.valid_to >= report_period.date_from) as is_always_listed,
        report_period.period_code,
        report_period.date_from,
        report_period.date_to,
    from dimension_value as value
    cross join report_period
    where value.value_key = value.row_key
        -- if ask_dimension is procedure
        -- A city's list has thousands of procedures, and filings under few of them.
        and value.row_key in (
            select procedure.national_id
            from ledger_procedure
            inner join procedure on procedure.procedure_id = ledger_procedure.procedure_id
        )
        -- end
        and value.value_key = $ask_channel_id  -- if ask_channel_id and ask_dimension is channel
        and coalesce(value.city_id, $ask_city_id) = $ask_city_id  -- if ask_city_id
        and coalesce(value.level_id, $ask_level_id) = $ask_level_id  -- if ask_level_id
        and coalesce(value.agency_id, $ask_agency_id) = $ask_agency_id  -- if ask_agency_id
        -- if not ask_dimension is procedure
        and coalesce(value.field_id, $ask_field_id) = $ask_field_id  -- if ask_field_id
        -- end
    -- end
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
