-- One row per procedure read from a file with an online service level.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
select
    row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    cast(getvariable('load_city_code') as varchar) as city_code,
    -- The procedure is known by now, perhaps by another spelling of its code.
    (
        select max_by(known.code, (known.code = read_row.procedure_code, known.code))
        from landed_procedure as known
        where known.city_code = cast(getvariable('load_city_code') as varchar)
            and national_code(known.code) = national_code(read_row.procedure_code)
    ) as procedure_code,
    service_level,
    cast(coalesce(service_level_from, published_on) as date) as valid_from,
    cast(on_national_portal_since as date) as on_national_portal_since,
from read_row
where service_level is not null
