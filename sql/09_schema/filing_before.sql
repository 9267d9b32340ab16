-- One row per change of a filing by a later load: the filing as it stood before.
-- change_number: number of the change inside this database; the changes of one filing were made in this order
-- load_id: load that changed it
-- previous_load_id: load that had brought it as it stands here
-- city_id: its city
-- filing_code: its code, a key together with the source system of the load
-- agency_code: agency that resolved it
-- procedure_code: procedure that it fell under
-- channel_id: its channel
-- status_id: its status
-- received_on: its day of receipt
-- due_on: due date first promised
-- reappointed_due_on: latest new due date
-- completed_on: day on which processing ended
-- withdrawn_on: day of withdrawal
create table filing_before (
    change_number bigint not null,
    load_id smallint not null,
    previous_load_id smallint not null,
    city_id smallint not null,
    filing_code varchar not null,
    agency_code varchar not null,
    procedure_code varchar not null,
    channel_id tinyint not null,
    status_id tinyint not null,
    received_on date,
    due_on date,
    reappointed_due_on date,
    completed_on date,
    withdrawn_on date,
);
