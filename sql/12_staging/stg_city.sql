-- One row per city, with the day up to which its filings are known.
-- city_id: the city
-- as_of: last day that a load of its filings speaks for; null when none was loaded
select
    city.city_id,
    max(load.covered_to) as as_of,
from city
left join load
    on load.city_id = city.city_id
    and load.kind = 'filings'
group by city.city_id
