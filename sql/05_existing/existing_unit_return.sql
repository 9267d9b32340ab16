-- One row per line of the returns of the database that is loaded into.
select
    held.load_id,
    city.city_code,
    agency.agency_code,
    held.unit_name,
    held.period_code,
    held.calendar,
    held.line_number,
    held.line_label,
    held.line_kind,
    level.level_code as level,
    held.field_name,
    held.parent_line_number,
    held.received_total,
    held.received_online,
    held.received_counter_post,
    held.carried_over,
    held.resolved_total,
    held.resolved_early,
    held.resolved_on_time,
    held.resolved_late,
    held.pending_total,
    held.pending_in_time,
    held.pending_overdue,
from held_unit_return as held
inner join held_city as city on city.city_id = held.city_id
left join held_agency as agency on agency.agency_id = held.agency_id
left join held_level as level on level.level_id = held.level_id
order by held.load_id, held.line_number
