-- One row per load of a trial database: filings and procedures of each city, and the agencies of all.
with
described as (
    select city_number as load_id, 'filings' as kind, city_code from trial_city
    union all
    select 1000 + city_number as load_id, 'procedures' as kind, city_code from trial_city
    union all
    select 2000 as load_id, 'agencies' as kind, null as city_code
)
select
    *,
    'trial' as source_system,
    'trial' as file_name,
    0 as rows_rejected,
    case when city_code is not null then date '2020-12-15' end as covered_from,
    case when city_code is not null then date '2022-12-14' end as covered_to,
    true as is_whole,
    true as is_synthetic,
from described
