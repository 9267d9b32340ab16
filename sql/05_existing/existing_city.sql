-- One row per city of the database that is loaded into.
select
    load_id,
    city_code as code,
    city_name as name,
from held_city
