-- One row per load: a file or data set, what it covers, and what became of its rows.
-- load: number of the load
-- batch: number of the command that loaded it; load --undo takes the last one back as a whole
-- loaded_at: when it was loaded; empty for rows that come with the program
-- kind: filings, procedures, agencies, targets, reported, returns, calendar, cities or upgrade
-- city: city that it speaks for; empty for none in particular
-- city_code: code of that city
-- source_system: system that handed it over
-- file_name: name of the file, with the sheet where it has several
-- covered_from: first day that it speaks for
-- covered_to: last day that it speaks for
-- extent: whole when it speaks for every unit of the city, part for some
-- rows_read: data rows read: loaded, updated, unchanged and rejected ones together
-- rows_loaded: rows that were new
-- rows_updated: rows that changed one known before
-- rows_unchanged: rows that were known before as they stand, or tell of an earlier day than what is known
-- rows_rejected: rows refused
-- synthetic: true for made-up rows
-- sha256: checksum of the file
-- $ask_city_id: only this city; null for all
-- $ask_text: only rows that contain this text; null for all
select
    load.load_id as load,
    load.batch_id as batch,
    load.loaded_at,
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
    load.rows_updated,
    load.rows_unchanged,
    load.rows_rejected,
    load.is_synthetic as synthetic,
    load.sha256,
from load
left join city on city.city_id = load.city_id
where true
    and (load.city_id is null or load.city_id = $ask_city_id)  -- if ask_city_id
    -- if ask_text
    and mentions(
        concat_ws(' ', load.load_id, load.kind, city.city_name, load.source_system, load.file_name),
        $ask_text
    )
    -- end
order by load.load_id
