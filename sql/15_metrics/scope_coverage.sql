-- One row per city in the scope asked for: how much of the period asked for its loads know.
-- name: the city
-- coverage: whole, part or none
-- $ask_calendar: calendar
-- $ask_period: code of the period
-- $ask_city_id: only this city; null for all
select
    city.city_name as name,
    coverage.coverage,
from coverage
inner join city on city.city_id = coverage.city_id
where coverage.calendar = $ask_calendar
    and coverage.period_code = $ask_period
    and city.city_id = $ask_city_id  -- if ask_city_id
order by city.city_id
