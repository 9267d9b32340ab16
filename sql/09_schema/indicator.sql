-- One row per indicator that a figure or a target speaks of.
-- indicator_code: its code
-- name_vi: name in Vietnamese
-- name_en: name in English
create table indicator (
    indicator_code varchar not null,
    name_vi varchar not null,
    name_en varchar not null,
);
