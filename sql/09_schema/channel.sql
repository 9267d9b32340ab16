-- One row per channel through which a filing is handed in (kênh).
-- channel_id: number used in the other tables and the order in which it is listed
-- channel_code: code used in files and on the command line
-- name_vi: name in Vietnamese
-- name_en: name in English
create table channel (
    channel_id tinyint not null,
    channel_code varchar not null,
    name_vi varchar not null,
    name_en varchar not null,
);
