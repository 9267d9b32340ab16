-- One row per target that a document sets, with its scope by names or codes.
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
);
