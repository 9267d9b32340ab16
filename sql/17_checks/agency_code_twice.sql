-- One row per agency code that stands twice in one city on the same day.
-- title: Agency codes that stand twice
-- subject: city and code
-- expected: 1
-- found: how often it stands there
select
    concat(city.city_name, ' ', agency.agency_code) as subject,
    '1' as expected,
    cast(count(*) as varchar) as found,
from agency
inner join agency as other
    on other.city_id = agency.city_id
    and other.agency_code = agency.agency_code
    and coalesce(other.valid_from <= agency.valid_to, true)
    and coalesce(other.valid_to >= agency.valid_from, true)
inner join city on city.city_id = agency.city_id
group by city.city_name, agency.agency_code, agency.agency_id
having count(*) > 1
order by subject
