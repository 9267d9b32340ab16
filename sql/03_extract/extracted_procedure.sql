-- One row per procedure read from a file. However its code is spelled, the national part tells it; the spelling known, else the first one, stays.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
select
    row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    cast(getvariable('load_city_code') as varchar) as city_code,
    coalesce(
        (
            select max_by(held.code, (held.code = read_row.procedure_code, held.code))
            from landed_procedure as held
            where held.city_code = cast(getvariable('load_city_code') as varchar)
                and national_code(held.code) = national_code(read_row.procedure_code)
        ),
        first_value(procedure_code) over (
            partition by national_code(procedure_code)
            order by row_number
        )
    ) as code,
    procedure_name as name,
    field as field_code,
    level,
    cast(published_on as date) as published_on,
    cast(abolished_on as date) as abolished_on,
    replaced_by,
from read_row
