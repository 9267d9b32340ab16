-- One row per agency handed over.
create table landed_agency (
    load_id smallint,
    city_code varchar,
    code varchar,
    name varchar,
    level varchar,
    parent_code varchar,
    valid_from date,
    valid_to date,
);
