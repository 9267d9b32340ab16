-- One row per city, level and segment: the ledger without agencies, procedures and channels, for the top of the drill.
-- city_id: the city
-- level_id: authority level of the agency
-- segment_from: first day of the segment
-- each measure of marts/ledger: as there
select
    city_id,
    level_id,
    segment_from,
    -- each measure of marts/ledger: cast(sum({name}) as bigint) as {name},
from ledger_agency
group by city_id, level_id, segment_from
order by city_id, level_id, segment_from
