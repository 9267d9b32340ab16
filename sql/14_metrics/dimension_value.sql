-- One row per value of a dimension: what a drill can list and what a filter can name.
-- dimension: total, city, level, agency, field, procedure, service_level or channel
-- value_key: number of the value in the ledger
-- row_key: number of the row that it is listed in; one national procedure is one row for all cities
-- position: place in the list, before the name decides
-- code: its code
-- name: its name, in the language asked for where the office does not give one
-- city_id: city that it lies in; null for values of no city
-- level_id: authority level that it belongs to; null for none or several
-- agency_id: the agency, for agencies
-- field_id: field that it belongs to; null for none
-- valid_from: first day on which it exists; null for always
-- valid_to: last day on which it exists; null for always
-- is_always_listed: true when it is listed without any filing
-- $ask_language: vi or en
select
    'total' as dimension,
    cast(0 as integer) as value_key,
    cast(0 as integer) as row_key,
    cast(0 as integer) as position,
    'all' as code,
    '' as name,
    cast(null as smallint) as city_id,
    cast(null as tinyint) as level_id,
    cast(null as integer) as agency_id,
    cast(null as smallint) as field_id,
    cast(null as date) as valid_from,
    cast(null as date) as valid_to,
    true as is_always_listed,
union all
select 'city', city_id, city_id, 0, city_code, city_name, city_id, null, null, null, null, null, true,
from city
union all
select
    'level', level_id, level_id, level_id, level_code,
    case cast(getvariable('ask_language') as varchar) when 'en' then name_en else name_vi end,
    null, level_id, null, null, null, null, false,
from level
union all
select
    'agency', agency_id, agency_id, coalesce(level_id, 0), agency_code, agency_name, city_id, coalesce(level_id, 0),
    agency_id, null, valid_from, valid_to, true,
from agency
union all
select 'field', field_id, field_id, 0, field_code, field_name, null, null, null, field_id, null, null, false,
from field
union all
select
    'procedure', procedure_id, national_id, 0, national_code, procedure_name,
    null, null, null, field_id, null, null, false,
from procedure
union all
select
    'service_level', service_level_id, service_level_id, service_level_id, service_level_code,
    case cast(getvariable('ask_language') as varchar) when 'en' then name_en else name_vi end,
    null, null, null, null, null, null, false,
from service_level
union all
select
    'channel', channel_id, channel_id, channel_id, channel_code,
    case cast(getvariable('ask_language') as varchar) when 'en' then name_en else name_vi end,
    null, null, null, null, null, null, true,
from channel
