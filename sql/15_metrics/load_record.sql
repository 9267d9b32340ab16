-- One row per load, with what tells it from any load of another database: of two versions of one database, both tell the same of the loads that both have.
-- load_id: number of the load
-- batch_id: number of the command that loaded it
-- loaded_at: when it was loaded; null for rows that come with the program
-- kind: filings, procedures, agencies, targets, reported, returns, calendar, cities or upgrade
-- file_name: name of the file, with the sheet where it has several
-- covered_from: first day that it speaks for
-- covered_to: last day that it speaks for
-- rows_loaded: rows that were new
-- rows_updated: rows that changed one known before
-- source_system: system that handed it over
-- sha256: checksum of the file
-- rows_read: data rows read
-- rows_rejected: rows refused
-- cities: codes and names of the cities that it brought; null for none
select
    load.load_id,
    load.batch_id,
    load.loaded_at,
    load.kind,
    load.file_name,
    load.covered_from,
    load.covered_to,
    load.rows_loaded,
    load.rows_updated,
    load.source_system,
    load.sha256,
    load.rows_read,
    load.rows_rejected,
    string_agg(city.city_code || '=' || city.city_name, '; ' order by city.city_code) as cities,
from load
left join city on city.load_id = load.load_id
group by all
order by load.load_id
