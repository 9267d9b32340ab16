-- One row per carried city, by its number in the database that is loaded into.
-- city_id: its number there
-- moved_from: as in carried_city
select
    held_city_id as city_id,
    moved_from,
from carried_city
