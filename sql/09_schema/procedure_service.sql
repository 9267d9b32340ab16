-- One row per procedure and stretch of days with one online service level.
-- procedure_id: the procedure
-- service_level_id: its online service level in that stretch
-- valid_from: first day of the stretch; null for before the data begins
-- valid_to: last day of the stretch; null while it lasts
-- on_national_portal_since: first day on the national portal; null when it is not there
-- load_id: load that brought the row
create table procedure_service (
    procedure_id integer not null,
    service_level_id tinyint not null,
    valid_from date,
    valid_to date,
    on_national_portal_since date,
    load_id smallint not null,
);
