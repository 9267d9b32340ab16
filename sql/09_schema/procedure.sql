-- One row per procedure in a city's list of administrative procedures.
-- procedure_id: number of the procedure inside this database
-- city_id: city whose list it stands in
-- procedure_code: code as written in the list
-- national_code: national part of the code, the same in every city
-- national_id: number of the first procedure with that national code: one national procedure is listed as one, though each city has its own list
-- procedure_name: its name
-- field_id: field that it belongs to
-- level_id: authority level that resolves it
-- published_on: first day in force; null for before the data begins
-- abolished_on: first day no longer in force; null while it is in force
-- replaced_by: code of the procedure that took its place; null when abolished without one
-- load_id: load that brought the row
create table procedure (
    procedure_id integer not null,
    city_id smallint not null,
    procedure_code varchar not null,
    national_code varchar not null,
    national_id integer not null,
    procedure_name varchar not null,
    field_id smallint not null,
    level_id tinyint not null,
    published_on date,
    abolished_on date,
    replaced_by varchar,
    load_id smallint not null,
);
