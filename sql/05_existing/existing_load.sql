-- One row per load of the database that is loaded into.
select
    load.* exclude city_id,
    city.city_code,
from held_load as load
left join held_city as city on city.city_id = load.city_id
