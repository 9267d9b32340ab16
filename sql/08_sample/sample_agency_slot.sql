-- One row per city and slot from 0 to 8191: draws an agency with its weight; sở take 20 in 100 filings, huyện 40 and xã 40, or what a city has of them.
-- city_code: the city
-- slot: number of the slot
-- agency_code: agency that the slot draws
-- level: its authority level
with
-- Weights are whole numbers, so that every machine and version draws the same slots.
sized as (
    select
        city_code,
        code as agency_code,
        level,
        50 + md5_number_lower(code) % 101 as size,
        case level when 'so' then 20 when 'huyen' then 40 else 40 end as share,
    from landed_agency
),
weighted as (
    select
        *,
        cast(1000000 * share * size // sum(size) over (partition by city_code, level) as bigint) as weight,
    from sized
),
placed as (
    select
        *,
        cast(sum(weight) over (partition by city_code order by agency_code) as bigint) as weight_to,
        cast(sum(weight) over (partition by city_code) as bigint) as weight_of_all,
    from weighted
)
select
    city_code,
    unnest(range(8192 * (weight_to - weight) // weight_of_all, 8192 * weight_to // weight_of_all)) as slot,
    agency_code,
    level,
from placed
