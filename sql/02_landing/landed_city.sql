-- One row per city handed over.
create table landed_city (
    load_id smallint,
    code varchar,
    name varchar,
);
