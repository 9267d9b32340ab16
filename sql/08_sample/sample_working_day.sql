-- One row per working day, numbered, so that the sample counts time in working days.
-- day: the day
-- number: its place in the order of working days
select
    cast(days.day as date) as day,
    cast(row_number() over (order by days.day) as integer) as number,
from (select unnest(range(date '2014-12-15', date '2036-01-01', interval 1 day)) as day) as days
left join landed_holiday on landed_holiday.day = days.day
where isodow(days.day) < 6
    and landed_holiday.day is null
