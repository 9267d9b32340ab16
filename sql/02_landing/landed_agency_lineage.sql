-- One row per pair of predecessor and successor handed over.
create table landed_agency_lineage (
    load_id smallint,
    city_code varchar,
    predecessor_code varchar,
    successor_code varchar,
    changed_on date,
);
