-- One row per agency handed over; held_id is its number in the database that is loaded into, null for a new one, and held_parent_id that of its parent.
create table landed_agency (
    load_id smallint,
    city_code varchar,
    code varchar,
    name varchar,
    level varchar,
    parent_code varchar,
    valid_from date,
    valid_to date,
    held_id integer,
    held_parent_id integer,
);
