-- One row per agency to store, numbered in the order of city, level and code.
with
numbered as (
    select
        city.city_id,
        level.level_id,
        landed.*,
        row_number() over (order by city.city_id, level.level_id, landed.code) as agency_id,
    from landed_agency as landed
    inner join city on city.city_code = landed.city_code
    left join level on level.level_code = landed.level
)
select
    cast(numbered.agency_id as integer) as agency_id,
    numbered.city_id,
    numbered.level_id,
    numbered.code as agency_code,
    nfc_normalize(numbered.name) as agency_name,
    cast(parent.agency_id as integer) as parent_agency_id,
    numbered.valid_from,
    numbered.valid_to,
    numbered.load_id,
from numbered
left join numbered as parent
    on parent.city_id = numbered.city_id
    and parent.code = numbered.parent_code
order by numbered.agency_id
