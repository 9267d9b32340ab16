-- One row per scope and period of the reported figures: what drill_cell is for a drill.
-- row_key: number of the scope (figure_scope)
-- position: the same
-- code: null, for scopes have none
-- name: null
-- city_id: its city
-- level_id: its authority level; null for several
-- agency_id: null, for figures speak of no single agency
-- field_id: its field; null for several
-- target_id: null
-- is_always_listed: true, without any filing too
-- period_code: the period
-- date_from: first day of the period
-- date_to: last day of the period
-- on_time_target: null; a reported figure is compared with what was counted, not with what was to be attained
-- online_target: null
select distinct
    scope_id as row_key,
    scope_id as position,
    cast(null as varchar) as code,
    cast(null as varchar) as name,
    city_id,
    case when len(level_ids) = 1 then level_ids[1] end as level_id,
    cast(null as integer) as agency_id,
    case when len(field_ids) = 1 then field_ids[1] end as field_id,
    cast(null as integer) as target_id,
    true as is_always_listed,
    period_code,
    date_from,
    date_to,
    cast(null as struct(operator varchar, value decimal(18, 6), definition varchar)) as on_time_target,
    cast(null as struct(operator varchar, value decimal(18, 6), definition varchar)) as online_target,
from figure_scope
where told_by = 'filings'
