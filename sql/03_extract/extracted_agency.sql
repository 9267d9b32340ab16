-- One row per unit read from a file.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
select
    row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    cast(getvariable('load_city_code') as varchar) as city_code,
    agency_code as code,
    agency_name as name,
    level,
    -- A parent that is no unit is not kept.
    case
        when parent_code in (select agency_code from read_row)
            or parent_code in (
                select code
                from landed_agency
                where city_code = cast(getvariable('load_city_code') as varchar)
            )
            then parent_code
    end as parent_code,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
from read_row
