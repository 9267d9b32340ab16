-- One row per city of the database that is loaded into whose ledger is carried over, save for what has changed.
-- held_city_id: its number there
-- city_id: its number in this build
-- moved_from: day up to which its filings were known, where they are known to a later day now; else null
with
known as (
    select city_id, max(covered_to) as as_of
    from held_load
    where kind = 'filings'
    group by city_id
)
select
    held_city.city_id as held_city_id,
    city.city_id,
    case when stg_city.as_of > known.as_of then known.as_of end as moved_from,
from held_city
inner join city on city.city_code = held_city.city_code
inner join stg_city on stg_city.city_id = city.city_id
left join known on known.city_id = held_city.city_id
where held_city.city_code not in (select city_code from landed_recount)
