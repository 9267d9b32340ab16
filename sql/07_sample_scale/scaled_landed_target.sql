-- One row per city of a trial database and year: more than 99 in 100 filings on time.
select
    2000 as load_id,
    'trial' as source_id,
    'on_time_rate' as indicator,
    city_code as city,
    year as period,
    '>' as operator,
    0.99 as value,
    'ratio' as unit,
    'resolved' as definition,
from trial_city
cross join (values ('2021'), ('2022')) as years (year)
