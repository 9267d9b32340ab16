-- One row per line of a return to store, in the order of the loads and their lines.
with
matched as (
    select
        landed.*,
        city.city_id,
        agency.agency_id,
        level.level_id,
        -- A code that an agency leaves behind may be given to another one: the last to begin by the period's end
-- bears it.
        row_number() over (
            partition by landed.load_id, landed.line_number
            order by
                coalesce(agency.valid_from <= reporting_period.date_to, true) desc,
                coalesce(agency.valid_from, date '0001-01-01') desc
        ) as bearer,
    from landed_unit_return as landed
    inner join city on city.city_code = landed.city_code
    left join agency
        on agency.city_id = city.city_id
        and agency.agency_code = landed.agency_code
    left join level on level.level_code = landed.level
    left join reporting_period
        on reporting_period.calendar = landed.calendar
        and reporting_period.period_code = landed.period_code
    -- The return of a unit that is not found must not stand for the whole city.
    where (landed.agency_code is null or agency.agency_id is not null)
        and (landed.level is null or level.level_id is not null)
)
select
    load_id,
    city_id,
    agency_id,
    nfc_normalize(trim(unit_name)) as unit_name,
    period_code,
    calendar,
    line_number,
    nullif(line_label, '') as line_label,
    line_kind,
    level_id,
    nfc_normalize(trim(field_name)) as field_name,
    parent_line_number,
    received_total,
    received_online,
    received_counter_post,
    carried_over,
    resolved_total,
    resolved_early,
    resolved_on_time,
    resolved_late,
    pending_total,
    pending_in_time,
    pending_overdue,
from matched
where bearer = 1
order by load_id, line_number
