-- One row per agency that resolves filings, as long as it exists.
-- agency_id: number of the agency inside this database, in the order of city, level and code
-- city_id: city that it belongs to
-- level_id: its authority level
-- agency_code: its code, as its own system writes it
-- agency_name: its name
-- parent_agency_id: agency of the next higher level that it lies in; null where there is none
-- valid_from: first day on which it exists; null for before the data begins
-- valid_to: last day on which it exists; null while it does
-- load_id: load that brought the row
create table agency (
    agency_id integer not null,
    city_id smallint not null,
    level_id tinyint,
    agency_code varchar not null,
    agency_name varchar not null,
    parent_agency_id integer,
    valid_from date,
    valid_to date,
    load_id smallint not null,
);
