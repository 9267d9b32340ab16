-- One row per calendar and reporting period; both ends belong to the period.
-- calendar: nd09 (Decree 09/2019 cut-offs), calendar (calendar months) or a name of the office's own
-- kind: month, quarter, half, nine_months or year
-- period_code: 2021-04, 2022-Q2, 2022-H1, 2022-9M or 2022
-- part_kind: kind of the periods that a drill divides it into: quarter or month
-- date_from: first day
-- date_to: last day
create table reporting_period (
    calendar varchar not null,
    kind varchar not null,
    period_code varchar not null,
    part_kind varchar not null,
    date_from date not null,
    date_to date not null,
);
