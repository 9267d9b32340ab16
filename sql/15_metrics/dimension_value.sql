-- One row per value of the dimension asked for: what a drill can list and what a filter can name.
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
-- $ask_dimension: total, city, level, agency, field, procedure, service_level or channel
-- if ask_dimension is total
select
    0 as value_key, 0 as row_key, 0 as position, 'all' as code, '' as name, cast(null as smallint) as city_id,
    cast(null as tinyint) as level_id, cast(null as integer) as agency_id, cast(null as smallint) as field_id,
    cast(null as date) as valid_from, cast(null as date) as valid_to, true as is_always_listed,
-- end
-- if ask_dimension is city
select
    city_id as value_key, city_id as row_key, 0 as position, city_code as code, city_name as name, city_id,
    cast(null as tinyint) as level_id, cast(null as integer) as agency_id, cast(null as smallint) as field_id,
    cast(null as date) as valid_from, cast(null as date) as valid_to, true as is_always_listed,
from city
-- end
-- if ask_dimension is level
select
    level_id as value_key, level_id as row_key, level_id as position, level_code as code,
    case $ask_language when 'en' then name_en else name_vi end as name, cast(null as smallint) as city_id, level_id,
    cast(null as integer) as agency_id, cast(null as smallint) as field_id, cast(null as date) as valid_from,
    cast(null as date) as valid_to, false as is_always_listed,
from level
-- end
-- if ask_dimension is agency
select
    agency_id as value_key, agency_id as row_key, coalesce(level_id, 0) as position, agency_code as code,
    agency_name as name, city_id, coalesce(level_id, 0) as level_id, agency_id, cast(null as smallint) as field_id,
    valid_from, valid_to, true as is_always_listed,
from agency
-- end
-- if ask_dimension is field
select
    field_id as value_key, field_id as row_key, 0 as position, field_code as code, field_name as name,
    cast(null as smallint) as city_id, cast(null as tinyint) as level_id, cast(null as integer) as agency_id,
    field_id, cast(null as date) as valid_from, cast(null as date) as valid_to, false as is_always_listed,
from field
-- end
-- if ask_dimension is procedure
select
    procedure_id as value_key, national_id as row_key, 0 as position, national_code as code, procedure_name as name,
    cast(null as smallint) as city_id, cast(null as tinyint) as level_id, cast(null as integer) as agency_id,
    field_id, cast(null as date) as valid_from, cast(null as date) as valid_to, false as is_always_listed,
from procedure
-- end
-- if ask_dimension is service_level
select
    service_level_id as value_key, service_level_id as row_key, service_level_id as position,
    service_level_code as code, case $ask_language when 'en' then name_en else name_vi end as name,
    cast(null as smallint) as city_id, cast(null as tinyint) as level_id, cast(null as integer) as agency_id,
    cast(null as smallint) as field_id, cast(null as date) as valid_from, cast(null as date) as valid_to,
    false as is_always_listed,
from service_level
-- end
-- if ask_dimension is channel
select
    channel_id as value_key, channel_id as row_key, channel_id as position, channel_code as code,
    case $ask_language when 'en' then name_en else name_vi end as name, cast(null as smallint) as city_id,
    cast(null as tinyint) as level_id, cast(null as integer) as agency_id, cast(null as smallint) as field_id,
    cast(null as date) as valid_from, cast(null as date) as valid_to, true as is_always_listed,
from channel
-- end
