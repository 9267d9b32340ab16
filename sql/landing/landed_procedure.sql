-- One row per procedure of a city's list handed over.
create table landed_procedure (
    load_id smallint,
    city_code varchar,
    code varchar,
    name varchar,
    field_code varchar,
    level varchar,
    published_on date,
    abolished_on date,
    replaced_by varchar,
);
