-- One row per load of a trial database: filings and procedures of each city, and the agencies of all.
select
    city_number as load_id,
    'filings' as kind,
    city_code,
    date '2020-12-15' as covered_from,
    date '2022-12-14' as covered_to,
    'trial' as source_system,
    'trial' as file_name,
    0 as rows_rejected,
    true as is_whole,
    true as is_synthetic,
from trial_city
union all by name
select
    1000 + city_number as load_id,
    'procedures' as kind,
    city_code,
    date '2020-12-15' as covered_from,
    date '2022-12-14' as covered_to,
    'trial' as source_system,
    'trial' as file_name,
    0 as rows_rejected,
    true as is_whole,
    true as is_synthetic,
from trial_city
union all by name
select
    2000 as load_id,
    'agencies' as kind,
    'trial' as source_system,
    'trial' as file_name,
    0 as rows_rejected,
    true as is_whole,
    true as is_synthetic,
