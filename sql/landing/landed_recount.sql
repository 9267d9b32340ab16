-- One row per city whose ledger is to be counted anew.
create table landed_recount (
    city_code varchar,
);
