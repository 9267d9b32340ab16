-- One row per authority level (cấp).
-- level_id: number used in the other tables and the order in which it is listed
-- level_code: code used in files and on the command line
-- name_vi: name in Vietnamese
-- name_en: name in English
create table level (
    level_id tinyint not null,
    level_code varchar not null,
    name_vi varchar not null,
    name_en varchar not null,
);
