-- One row per target: an indicator, whom it binds, for which period, and the value to attain.
-- target_id: number of the target inside this database
-- source_id: document that sets it
-- indicator_code: what is measured
-- city_id: city that it binds; null for all
-- level_id: authority level that it binds; null for all
-- agency_id: agency that it binds; null for all
-- field_id: field that it binds; null for all
-- period_code: period that it is set for; it binds every period inside
-- operator: >, >= and so on, as meets knows them
-- value: exact value to attain, ratios between 0 and 1
-- unit: ratio, rank, yes_no or a count
-- definition: how on time is counted: resolved, due, strict, workload or received; null for other indicators
-- note: remark
-- load_id: load that brought the row
create table target (
    target_id integer not null,
    source_id varchar not null,
    indicator_code varchar not null,
    city_id smallint,
    level_id tinyint,
    agency_id integer,
    field_id smallint,
    period_code varchar not null,
    operator varchar not null,
    value decimal(18, 6) not null,
    unit varchar not null,
    definition varchar,
    note varchar,
    load_id smallint not null,
);
