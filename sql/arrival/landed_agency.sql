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
    parent_code,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
from read_row
