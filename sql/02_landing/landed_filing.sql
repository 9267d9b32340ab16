-- One row per filing handed over, with the codes and statuses of its source system (MaHoSo, MaTTHC, KenhThucHien, TrangThaiHoSo); tells_closing is false where its file has no column for the end of processing or a withdrawal.
create table landed_filing (
    load_id smallint,
    row_number bigint,
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
    tells_closing boolean,
);
