-- One row per procedure of a city's list handed over; held_id is its number in the database that is loaded into, null for a new one.
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
    held_id integer,
);
