-- One row per procedure that the made-up filings fall under.
-- code: national code
-- name: its name
-- field_code: its field
-- level: authority level
-- working_days: legal time in working days
-- weight: share of the filings of its level handed in at the counter or by post, in thousandths
-- online_weight: the same for filings handed in online, against the others; 0 where it is not used online
create table sample_typical_procedure (
    code varchar,
    name varchar,
    field_code varchar,
    level varchar,
    working_days integer,
    weight integer,
    online_weight integer,
);
