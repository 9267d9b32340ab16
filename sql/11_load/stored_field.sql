-- One row per field to store.
select
    cast(row_number() over (order by code) as smallint) as field_id,
    code as field_code,
    nfc_normalize(name) as field_name,
    load_id,
from landed_field
