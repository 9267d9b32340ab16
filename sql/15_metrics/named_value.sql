-- One row per value of a dimension, with how well a text names it.
-- row_key: number of the row (dimension_value)
-- code: its code
-- name: its name
-- city_name: city that it lies in; null for values of no city
-- city_id: number of that city
-- level_id: its authority level; null for none or several
-- search_key: its name as it is searched
-- fit: 0 the code, 1 the name, 2 the name without the kind of unit (quận, phường, sở ...), 3 part of the name; null for none of these
-- $ask_dimension: dimension to look in
-- $ask_named_text: code or name, without regard to accents and case
-- $ask_named_city_id: only values of this city, and of none; null for all
with
asked as (
    select
        search_key(trim($ask_named_text)) as wanted,
        search_key(national_code(trim($ask_named_text))) as wanted_code,  -- if ask_dimension is procedure
        search_key(trim($ask_named_text)) as wanted_code,  -- if not ask_dimension is procedure
),
value as (
    select
        dimension_value.row_key,
        dimension_value.code,
        dimension_value.name,
        city.city_name,
        dimension_value.city_id,
        dimension_value.level_id,
        search_key(dimension_value.name) as search_key,
        search_key(dimension_value.code) as code_key,
        asked.wanted_code,
        asked.wanted,
    from dimension_value
    cross join asked
    left join city on city.city_id = dimension_value.city_id
    where dimension_value.value_key = dimension_value.row_key
        and (dimension_value.city_id is null or dimension_value.city_id = $ask_named_city_id)  -- if ask_named_city_id
)
select
    * exclude (code_key, wanted_code, wanted),
    case
        when code_key = wanted_code then 0
        when search_key = wanted then 1
        when regexp_replace(
            search_key,
            '^(ubnd )?(thanh pho|thi xa|thi tran|quan|huyen|phuong|xa|so|cap|muc do) ',
            ''
        ) = wanted then 2
        when contains(search_key, wanted) then 3
    end as fit,
from value
