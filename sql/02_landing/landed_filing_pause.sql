-- One row per pause of a filing handed over.
create table landed_filing_pause (
    load_id smallint,
    row_number bigint,
    city_code varchar,
    filing_code varchar,
    paused_from date,
    resumed_on date,
);
