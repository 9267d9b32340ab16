-- One row per filing handed over, with the codes and statuses of its source system (MaHoSo, MaTTHC, KenhThucHien, TrangThaiHoSo).
create table landed_filing (
    load_id smallint,
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
