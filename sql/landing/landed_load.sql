-- One row per file or data set handed over in this build; the columns are those of the table load, with the city by its code.
create table landed_load (
    load_id smallint,
    kind varchar,
    city_code varchar,
    source_system varchar,
    file_name varchar,
    sha256 varchar,
    rows_rejected bigint,
    covered_from date,
    covered_to date,
    is_whole boolean,
    is_synthetic boolean,
);
