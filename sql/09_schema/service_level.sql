-- One row per online service level of a procedure (mức độ).
-- service_level_id: number used in the other tables and the order in which it is listed
-- service_level_code: code used in files and on the command line
-- name_vi: name in Vietnamese
-- name_en: name in English
create table service_level (
    service_level_id tinyint not null,
    service_level_code varchar not null,
    name_vi varchar not null,
    name_en varchar not null,
);
