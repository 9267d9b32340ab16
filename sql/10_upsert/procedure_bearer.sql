-- One row per procedure, with the days on which its code means it: each bears it until the next one begins.
-- borne_from: first of the days; the first to bear the code has it from ever
-- borne_to: last of the days
select
    procedure_id,
    city_id,
    procedure_code,
    case
        when row_number() over bearers = 1 then date '0001-01-01'
        else coalesce(published_on, date '0001-01-01')
    end as borne_from,
    coalesce(lead(published_on) over bearers - 1, date '9999-12-31') as borne_to,
from procedure
window bearers as (partition by city_id, procedure_code order by published_on nulls first, procedure_id)
