-- One row per file or data set that was loaded: where the rows of every other table come from.
-- load_id: number of the load inside this database
-- batch_id: number of the command that loaded it, with all its files; what is undone is undone as a whole
-- kind: filings, procedures, agencies, targets, reported, returns, calendar, cities or upgrade
-- city_id: city that the rows speak for; null for loads that belong to no city
-- source_system: system that handed the rows over; a filing code is a key only together with it
-- file_name: name of the file, without its folder
-- sha256: checksum of the file's bytes; null for rows that came from no file
-- rows_read: data rows read: loaded, updated, unchanged and rejected ones together
-- rows_loaded: rows that were new
-- rows_updated: rows that changed one known before
-- rows_unchanged: rows that were known before as they stand, or that tell of an earlier day than what is known
-- rows_rejected: rows refused
-- covered_from: first day that the load speaks for
-- covered_to: last day that the load speaks for
-- is_whole: true when it speaks for every unit of the city, false for some of them
-- is_synthetic: true for made-up rows
-- loaded_at: when it was loaded, in the time of Việt Nam; null for rows that come with the program
create table load (
    load_id smallint not null,
    batch_id smallint not null,
    kind varchar not null,
    city_id smallint,
    source_system varchar not null,
    file_name varchar not null,
    sha256 varchar,
    rows_read bigint not null,
    rows_loaded bigint not null,
    rows_updated bigint not null,
    rows_unchanged bigint not null,
    rows_rejected bigint not null,
    covered_from date,
    covered_to date,
    is_whole boolean not null,
    is_synthetic boolean not null,
    loaded_at timestamp,
);
