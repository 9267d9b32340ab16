-- One row per day that a calendar of the database reaches; closed on Saturdays, Sundays and holidays.
select
    cast(days.day as date) as day,
    isodow(days.day) < 6 and landed_holiday.day is null as is_working,
    nfc_normalize(landed_holiday.name) as note,
from (select unnest(range(min(date_from), max(date_to) + 1, interval 1 day)) as day from reporting_period) as days
left join landed_holiday on landed_holiday.day = days.day
order by day
