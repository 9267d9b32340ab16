-- One row per target that a document sets, with its scope by names or codes; without a definition, on time is counted as resolved; held_agency_id is the number of its agency in the database that is loaded into, null for a new target.
create table landed_target (
    load_id smallint,
    source_id varchar,
    indicator varchar,
    city varchar,
    level varchar,
    agency varchar,
    field varchar,
    period varchar,
    operator varchar,
    value decimal(18, 6),
    unit varchar,
    definition varchar,
    note varchar,
    held_agency_id integer,
);
