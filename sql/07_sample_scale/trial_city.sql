-- One row per city of a trial database; a city has at most a million filings.
-- $trial_filings: how many filings the database has
-- city_number: number of the city, from 1
-- city_code: its code
-- filings: its share of the filings
with
size as (
    select
        cast(getvariable('trial_filings') as bigint) as filings,
        cast(ceil(cast(getvariable('trial_filings') as bigint) / 1000000) as bigint) as cities,
)
select
    city_number,
    format('M{:02d}', city_number) as city_code,
    size.filings * city_number // size.cities - size.filings * (city_number - 1) // size.cities as filings,
from size, unnest(range(1, size.cities + 1)) as numbers (city_number)
