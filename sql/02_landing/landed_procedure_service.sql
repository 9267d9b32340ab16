-- One row per procedure and stretch of one online service level handed over.
create table landed_procedure_service (
    load_id smallint,
    city_code varchar,
    procedure_code varchar,
    service_level varchar,
    valid_from date,
    valid_to date,
    on_national_portal_since date,
);
