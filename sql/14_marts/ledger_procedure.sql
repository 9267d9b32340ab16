-- One row per city, level, procedure, service level, channel and segment: the ledger without agencies.
-- city_id: the city
-- level_id: authority level of the agency
-- procedure_id: the procedure
-- field_id: field of the procedure
-- service_level_id: online service level at receipt
-- channel_id: the channel
-- segment_from: first day of the segment
-- each measure of marts/ledger: as there
select
    city_id,
    level_id,
    procedure_id,
    field_id,
    service_level_id,
    channel_id,
    segment_from,
    -- each measure of marts/ledger: cast(sum({name}) as bigint) as {name},
from ledger
group by city_id, level_id, procedure_id, field_id, service_level_id, channel_id, segment_from
order by city_id, level_id, procedure_id, field_id, service_level_id, channel_id, segment_from
