-- One row per city whose ledger is to be counted as a whole: more than its filings has changed.
create table landed_recount (
    city_code varchar,
);
