-- One row per agency, with the days on which its code means it: each bears it until the next one begins.
-- borne_from: first of the days; the first to bear the code has it from ever
-- borne_to: last of the days
select
    agency_id,
    city_id,
    agency_code,
    case
        when row_number() over bearers = 1 then date '0001-01-01'
        else coalesce(valid_from, date '0001-01-01')
    end as borne_from,
    coalesce(lead(valid_from) over bearers - 1, date '9999-12-31') as borne_to,
from agency
window bearers as (partition by city_id, agency_code order by valid_from nulls first, agency_id)
