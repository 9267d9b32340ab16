-- One row per change of a filing by an earlier load; the columns are those of the table filing_before, with the city by its code.
create table landed_filing_before (
    change_number bigint,
    load_id smallint,
    previous_load_id smallint,
    city_code varchar,
    filing_code varchar,
    agency_code varchar,
    procedure_code varchar,
    channel_id tinyint,
    status_id tinyint,
    received_on date,
    due_on date,
    reappointed_due_on date,
    completed_on date,
    withdrawn_on date,
);
