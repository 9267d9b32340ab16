-- One row per figure that a document reports.
-- figure_id: number of the figure inside this database
-- source_id: document that reports it
-- indicator_code: what it counts
-- city_id: city that it speaks of
-- level: authority levels that it speaks of, joined by +; null for all
-- field_name: field that it speaks of, in the document's words; null for all
-- period_code: reporting period that it speaks of; null for a figure as of one day
-- as_of: day for which it holds; null for a figure of a period
-- operator: how the figure binds: =, > (more than) and so on
-- numerator: upper number, where the document gives it
-- denominator: lower number, where the document gives it
-- value: the figure as printed, ratios between 0 and 1
-- unit: filings, procedures, ratio and so on
-- note: remark
-- load_id: load that brought the row
create table reported_figure (
    figure_id integer not null,
    source_id varchar not null,
    indicator_code varchar not null,
    city_id smallint not null,
    level varchar,
    field_name varchar,
    period_code varchar,
    as_of date,
    operator varchar not null,
    numerator bigint,
    denominator bigint,
    value decimal(18, 6) not null,
    unit varchar not null,
    note varchar,
    load_id smallint not null,
);
