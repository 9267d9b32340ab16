-- One row per city and month of calendar nd09: how many filings are received, and what becomes of them.
-- load_id: load that they belong to
-- city_code: the city
-- period_code: the month
-- received_new: filings received in the month
-- received_online: of those, online
-- received_post: of those, by post
-- kept_in_time: open and in time at the month's end, resolved in time in the next month
-- kept_late_next: open and in time at the month's end, resolved late in the next month
-- kept_overdue: overdue at the month's end, resolved in the next month
-- kept_stuck: overdue at the month's end, never resolved
-- kept_paused: in a pause at the month's end, resolved in the next month by a new due date
-- kept_no_due: open at the month's end without a due date, resolved in the next month
-- resolved_late: received and resolved late in the month
-- resolved_no_due: received and resolved in the month without a due date
-- withdrawn: received and withdrawn in the month
-- is_outcome_known: false where the data ends with this month, so that what is kept stays open
create table sample_plan (
    load_id smallint,
    city_code varchar,
    period_code varchar,
    received_new integer,
    received_online integer,
    received_post integer,
    kept_in_time integer,
    kept_late_next integer,
    kept_overdue integer,
    kept_stuck integer,
    kept_paused integer,
    kept_no_due integer,
    resolved_late integer,
    resolved_no_due integer,
    withdrawn integer,
    is_outcome_known boolean,
);
