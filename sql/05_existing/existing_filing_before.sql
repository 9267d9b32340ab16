-- One row per change of a filing by the earlier loads of the database that is loaded into.
select
    before.* exclude city_id,
    city.city_code,
from held_filing_before as before
inner join held_city as city on city.city_id = before.city_id
