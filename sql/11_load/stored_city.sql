-- One row per city to store.
select
    cast(row_number() over (order by code) as smallint) as city_id,
    code as city_code,
    nfc_normalize(name) as city_name,
    load_id,
from landed_city
