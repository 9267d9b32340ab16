-- One row per city of a trial database and month from 12/2020 to 12/2022: the first month brings only what is carried into the second.
-- city_number: the city
-- city_code: its code
-- period_code: the month
-- received: filings received
-- is_opening: true for the first month
-- is_last: true for the last month
with
opening as (
    select *, filings * 8 // (100 * 24) as opening_filings from trial_city
)
select
    city_number,
    city_code,
    strftime(date '2020-12-01' + to_months(cast(month_number as integer)), '%Y-%m') as period_code,
    case
        when month_number = 0 then opening_filings
        else (filings - opening_filings) * month_number // 24 - (filings - opening_filings) * (month_number - 1) // 24
    end as received,
    month_number = 0 as is_opening,
    month_number = 24 as is_last,
from opening
cross join unnest(range(25)) as months (month_number)
