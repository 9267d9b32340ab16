-- One row, or none: the last complete period of the calendar asked for; of several that end on the same day, the longest. When none is complete, the last begun.
-- period_code: the period
-- $ask_calendar: calendar
-- $ask_city_id: only this city; null for all
select period_code
from coverage
where calendar = $ask_calendar
    and coverage <> 'none'
    and city_id = $ask_city_id  -- if ask_city_id
order by coverage = 'whole' desc, covered_to desc, days desc, period_code
limit 1
