-- One row per procedure read from a file.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
-- known_from: first day of the known life of the procedure that the row speaks of, else its own
with
-- However a code is spelled, its national part tells the procedure; the spelling known, else the first one, stays.
coded as (
    select
        read_row.*,
        coalesce(
            (
                select max_by(held.code, (held.code = read_row.procedure_code, held.code))
                from landed_procedure as held
                where held.city_code = cast(getvariable('load_city_code') as varchar)
                    and national_code(held.code) = national_code(read_row.procedure_code)
            ),
            first_value(read_row.procedure_code) over (
                partition by national_code(read_row.procedure_code)
                order by read_row.row_number
            )
        ) as list_code,
    from read_row
),
told as (
    select
        * replace (
            cast(published_on as date) as published_on,
            cast(abolished_on as date) as abolished_on,
        ),
        bool_or(published_on is null) over (partition by list_code) as has_undated,
    from coded
),
held as (
    select
        code,
        published_on as held_from,
        abolished_on as held_to,
        count(*) over (partition by code) as lives,
    from landed_procedure
    where city_code = cast(getvariable('load_city_code') as varchar)
),
-- A row without a first day speaks of the life that ends with it, else of the last one.
undated as (
    select told.row_number, held.held_from
    from told
    inner join held on held.code = told.list_code
    where told.published_on is null
    qualify row_number() over (
        partition by told.row_number
        order by coalesce(held.held_to = told.abolished_on, false) desc, held.held_from desc nulls last
    ) = 1
),
-- A first day that is not known is that of the only life, unless that was over by then.
dated as (
    select told.row_number
    from told
    inner join held on held.code = told.list_code
    where told.published_on is not null
        and not told.has_undated
        and held.lives = 1
        and held.held_from is null
        and coalesce(held.held_to >= told.published_on, true)
    qualify told.published_on = first_value(told.published_on) over (
        partition by told.list_code
        order by held.held_to is not distinct from told.abolished_on desc, told.published_on desc
    )
)
select
    told.row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    cast(getvariable('load_city_code') as varchar) as city_code,
    told.list_code as code,
    told.procedure_name as name,
    told.field as field_code,
    told.level,
    told.published_on,
    told.abolished_on,
    told.replaced_by,
    case
        when told.published_on is null then undated.held_from
        when dated.row_number is null then told.published_on
    end as known_from,
from told
left join undated on undated.row_number = told.row_number
left join dated on dated.row_number = told.row_number
