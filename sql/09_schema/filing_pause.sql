-- One row per stretch in which the clock of a filing stood still (supplement asked, fee due, stopped).
-- filing_id: the filing
-- paused_from: first day on which the clock stands
-- resumed_on: first day on which it runs again; null while it stands
create table filing_pause (
    filing_id bigint not null,
    paused_from date not null,
    resumed_on date,
);
