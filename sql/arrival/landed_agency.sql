-- One row per unit read from a file.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
-- known_from: first day of the known life of the unit that the row speaks of, else its own
with
told as (
    select
        * replace (
            cast(valid_from as date) as valid_from,
            cast(valid_to as date) as valid_to,
        ),
        bool_or(valid_from is null) over (partition by agency_code) as has_undated,
    from read_row
),
held as (
    select
        code,
        valid_from as held_from,
        valid_to as held_to,
        count(*) over (partition by code) as lives,
    from landed_agency
    where city_code = cast(getvariable('load_city_code') as varchar)
),
-- A row without a first day speaks of the life that ends with it, else of the last one.
undated as (
    select told.row_number, held.held_from
    from told
    inner join held on held.code = told.agency_code
    where told.valid_from is null
    qualify row_number() over (
        partition by told.row_number
        order by coalesce(held.held_to = told.valid_to, false) desc, held.held_from desc nulls last
    ) = 1
),
-- A first day that is not known is that of the only life, unless that was over by then.
dated as (
    select told.row_number
    from told
    inner join held on held.code = told.agency_code
    where told.valid_from is not null
        and not told.has_undated
        and held.lives = 1
        and held.held_from is null
        and coalesce(held.held_to >= told.valid_from, true)
    qualify told.valid_from = first_value(told.valid_from) over (
        partition by told.agency_code
        order by held.held_to is not distinct from told.valid_to desc, told.valid_from desc
    )
)
select
    told.row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    cast(getvariable('load_city_code') as varchar) as city_code,
    told.agency_code as code,
    told.agency_name as name,
    told.level,
    told.parent_code,
    told.valid_from,
    told.valid_to,
    case
        when told.valid_from is null then undated.held_from
        when dated.row_number is null then told.valid_from
    end as known_from,
from told
left join undated on undated.row_number = told.row_number
left join dated on dated.row_number = told.row_number
