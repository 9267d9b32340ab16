-- One row per field handed over.
create table landed_field (
    load_id smallint,
    code varchar,
    name varchar,
);
