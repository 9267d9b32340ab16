-- One row per status of the national synchronisation format (TrangThaiHoSo).
-- status_id: number of the status, 1 to 10
-- name_vi: name in Vietnamese
-- name_en: name in English
-- counted_as: not_received, pending, paused, withdrawn or resolved
create table filing_status (
    status_id tinyint not null,
    name_vi varchar not null,
    name_en varchar not null,
    counted_as varchar not null,
);
