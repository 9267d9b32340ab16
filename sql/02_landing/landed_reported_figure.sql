-- One row per figure that a document reports, with the city by its name or code.
create table landed_reported_figure (
    load_id smallint,
    source_id varchar,
    indicator varchar,
    city varchar,
    level varchar,
    field varchar,
    period varchar,
    as_of date,
    operator varchar,
    numerator bigint,
    denominator bigint,
    value decimal(18, 6),
    unit varchar,
    note varchar,
);
