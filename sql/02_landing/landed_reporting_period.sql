-- One row per period of a calendar of the office's own, beside the two standard ones.
create table landed_reporting_period (
    calendar varchar,
    kind varchar,
    period_code varchar,
    date_from date,
    date_to date,
);
