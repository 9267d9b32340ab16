-- One row per line of the returns that gives any figure, for a period that its calendar has; its other columns are those of unit_return.
-- subject: unit, period and line, as an officer finds the line
-- field_key: its name in column (2) as names are compared, without accents and case
-- period_kind: month, quarter, half, nine_months or year
-- date_from: first day of the period
-- date_to: last day of the period
-- own_level_id: authority level of its unit, 0 when unknown; null for the city
-- is_listed: true in a list of units, whose totals are none of a return; false in the return of one unit
-- is_last: true when no file loaded later brought another return, or list, of the unit for the period
with recursive
listed as (
    select
        load_id,
        line_number,
        parent_line_number,
    from unit_return
    where line_kind = 'unit'
    union
    select
        unit_return.load_id,
        unit_return.line_number,
        unit_return.parent_line_number,
    from listed
    inner join unit_return
        on unit_return.load_id = listed.load_id
        and unit_return.line_number = listed.parent_line_number
),
described as (
    select
        unit_return.*,
        concat_ws(
            '; ',
            coalesce(unit_return.unit_name, agency.agency_name, city.city_name),
            concat_ws(' ', unit_return.period_code, unit_return.calendar),
            concat_ws(' ', concat('#', unit_return.line_number), unit_return.line_label, unit_return.field_name)
        ) as subject,
        search_key(unit_return.field_name) as field_key,
        reporting_period.kind as period_kind,
        reporting_period.date_from,
        reporting_period.date_to,
        case when agency.agency_id is not null then coalesce(agency.level_id, 0) end as own_level_id,
        listed.load_id is not null as is_listed,
        -- Each sheet of a file is a load of its own.
        {'batch': load.batch_id, 'file': coalesce(load.sha256, cast(load.load_id as varchar))} as handed_over,
    from unit_return
    inner join load on load.load_id = unit_return.load_id
    inner join reporting_period
        on reporting_period.calendar = unit_return.calendar
        and reporting_period.period_code = unit_return.period_code
    inner join city on city.city_id = unit_return.city_id
    left join agency on agency.agency_id = unit_return.agency_id
    left join listed
        on listed.load_id = unit_return.load_id
        and listed.line_number = unit_return.line_number
    -- A line without figures is a heading.
    where coalesce(
        received_total, received_online, received_counter_post, carried_over,
        resolved_total, resolved_early, resolved_on_time, resolved_late,
        pending_total, pending_in_time, pending_overdue
    ) is not null
)
select
    * exclude handed_over,
    handed_over = arg_max(handed_over, load_id) over (
        partition by city_id, agency_id, calendar, period_code, is_listed
    ) as is_last,
from described
