-- One row per load: a file or data set, what it covers, and how many of its rows were stored.
-- load: number of the load
-- kind: filings, procedures, agencies, targets or reported
-- city: city that it speaks for; empty for none in particular
-- city_code: code of that city
-- source_system: system that handed it over
-- file_name: name of the file
-- covered_from: first day that it speaks for
-- covered_to: last day that it speaks for
-- extent: whole when it speaks for every unit of the city, part for some
-- rows_read: data rows read
-- rows_loaded: rows stored
-- rows_rejected: rows refused
-- synthetic: true for made-up rows
-- sha256: checksum of the file
-- $ask_city_id: only this city; null for all
select
    load.load_id as load,
    load.kind,
    city.city_name as city,
    city.city_code,
    load.source_system,
    load.file_name,
    load.covered_from,
    load.covered_to,
    case when load.is_whole then 'whole' else 'part' end as extent,
    load.rows_read,
    load.rows_loaded,
    load.rows_rejected,
    load.is_synthetic as synthetic,
    load.sha256,
from load
left join city on city.city_id = load.city_id
where cast(getvariable('ask_city_id') as integer) is null
    or load.city_id is null
    or load.city_id = cast(getvariable('ask_city_id') as integer)
order by load.load_id
