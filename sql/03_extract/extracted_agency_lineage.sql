-- One row per unit read from a file that followed another.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
select
    row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    cast(getvariable('load_city_code') as varchar) as city_code,
    predecessor_code,
    agency_code as successor_code,
    cast(valid_from as date) as changed_on,
from read_row
where predecessor_code is not null
