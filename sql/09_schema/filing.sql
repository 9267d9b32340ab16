-- One row per filing: one case of one applicant under one procedure, without any personal data.
-- filing_id: number of the filing inside this database, in the order of year of receipt, agency, day and code
-- load_id: load that brought the row, and with it the source system
-- confirmed_load_id: latest load of a later day that told the filing just as it stands; null when none did
-- agency_id: agency that resolves it
-- procedure_id: procedure that it falls under
-- channel_id: channel through which it was handed in
-- status_id: status in the source system, 1 to 10
-- code_serial: serial of a code in the standard form agency-yymmdd-serial; null for other codes
-- other_code: the code as written, when it is not in the standard form; null when it is
-- received_on: day of receipt
-- due_on: due date first promised; null when none was
-- reappointed_due_on: latest lawful new due date; null when there was none
-- completed_on: day on which processing ended
-- withdrawn_on: day on which the applicant withdrew it
create table filing (
    filing_id bigint not null,
    load_id smallint not null,
    confirmed_load_id smallint,
    agency_id integer not null,
    procedure_id integer not null,
    channel_id tinyint not null,
    status_id tinyint not null,
    code_serial integer,
    other_code varchar,
    received_on date,
    due_on date,
    reappointed_due_on date,
    completed_on date,
    withdrawn_on date,
);
