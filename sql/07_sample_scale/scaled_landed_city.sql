-- One row per city of a trial database, plainly numbered.
select
    2000 as load_id,
    city_code as code,
    format('Thành phố mẫu {:02d}', city_number) as name,
from trial_city
