-- One row per field of the database that is loaded into.
select
    load_id,
    field_code as code,
    field_name as name,
from held_field
