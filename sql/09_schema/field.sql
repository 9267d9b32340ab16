-- One row per field of administration (lĩnh vực).
-- field_id: number of the field inside this database
-- field_code: its code
-- field_name: its name
-- load_id: load that brought the row
create table field (
    field_id smallint not null,
    field_code varchar not null,
    field_name varchar not null,
    load_id smallint not null,
);
