-- One row per pair of an agency that ended and one that took over its work; many to many.
-- predecessor_agency_id: agency that ended
-- successor_agency_id: agency that took over
-- changed_on: first day of the successor
-- load_id: load that brought the row
create table agency_lineage (
    predecessor_agency_id integer not null,
    successor_agency_id integer not null,
    changed_on date not null,
    load_id smallint not null,
);
