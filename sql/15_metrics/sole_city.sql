-- One row when the database has one city, else none.
-- city_id: that city
select min(city_id) as city_id
from city
having count(*) = 1
