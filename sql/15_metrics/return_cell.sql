-- One row per row of the merged form that the filings can tell, with its period: what drill_cell is for a drill.
-- row_key: the row (return_row)
-- position: the same
-- code: null, for rows have none
-- name: null
-- city_id: its city
-- level_id: its authority level; null for several
-- agency_id: null, for a row speaks of several agencies
-- field_id: null
-- target_id: null
-- is_always_listed: true, without any filing too
-- period_code: the period
-- date_from: first day of the period
-- date_to: last day of the period
-- on_time_target: null; a return is compared with what was counted, not with what was to be attained
-- online_target: null
select
    form.row_key,
    form.row_key as position,
    cast(null as varchar) as code,
    cast(null as varchar) as name,
    form.city_id,
    form.level_id,
    cast(null as integer) as agency_id,
    cast(null as smallint) as field_id,
    cast(null as integer) as target_id,
    true as is_always_listed,
    report_period.period_code,
    report_period.date_from,
    report_period.date_to,
    cast(null as struct(operator varchar, value decimal(18, 6), definition varchar)) as on_time_target,
    cast(null as struct(operator varchar, value decimal(18, 6), definition varchar)) as online_target,
from return_row as form
cross join report_period
where form.agency_ids is not null
