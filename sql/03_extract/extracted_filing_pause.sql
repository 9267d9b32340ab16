-- One row per pause of a filing read from a file.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
select
    cast(getvariable('load_id') as smallint) as load_id,
    row_number,
    cast(getvariable('load_city_code') as varchar) as city_code,
    filing_code,
    cast(paused_from as date) as paused_from,
    cast(resumed_on as date) as resumed_on,
from read_row
where paused_from is not null
