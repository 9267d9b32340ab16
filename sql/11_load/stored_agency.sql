-- One row per agency to store, numbered in the order of city, level and code.
with
numbered as (
    select
        city.city_id,
        level.level_id,
        landed.*,
        row_number() over (order by city.city_id, level.level_id, landed.code, landed.valid_from) as agency_id,
    from landed_agency as landed
    inner join city on city.city_code = landed.city_code
    left join level on level.level_code = landed.level
),
-- A code may have been borne by several: the parent is the known one, else the last to begin by the unit's first day.
parent as (
    select
        child.agency_id as child_id,
        bearer.agency_id,
    from numbered as child
    inner join numbered as bearer
        on bearer.city_id = child.city_id
        and bearer.code = child.parent_code
    qualify row_number() over (
        partition by child.agency_id
        order by
            coalesce(bearer.held_id = child.held_parent_id, false) desc,
            coalesce(bearer.valid_from <= coalesce(child.valid_from, child.valid_to, date '9999-12-31'), true) desc,
            coalesce(bearer.valid_from, date '0001-01-01') desc,
            bearer.agency_id
    ) = 1
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
left join parent on parent.child_id = numbered.agency_id
order by numbered.agency_id
