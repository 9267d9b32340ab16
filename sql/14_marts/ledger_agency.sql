-- One row per agency and segment: the ledger without procedures and channels, for drills down to the agencies.
-- city_id: the city
-- level_id: authority level of the agency
-- agency_id: the agency
-- segment_from: first day of the segment
-- each measure of marts/ledger: as there
select
    city_id,
    level_id,
    agency_id,
    segment_from,
    -- each measure of marts/ledger: cast(sum({name}) as bigint) as {name},
from ledger
group by city_id, level_id, agency_id, segment_from
order by city_id, level_id, agency_id, segment_from
