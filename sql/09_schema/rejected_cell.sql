-- One row per cell for which a row of a loaded file was rejected.
-- load_id: load of the file
-- row_number: row of the file, as a spreadsheet counts it
-- column_name: header of the column
-- cell_text: what stands in the cell; null when it is empty or could be personal data
-- problem: code of what is wrong with it
-- hint: what may have been meant, such as the nearest names; null when nothing is near
create table rejected_cell (
    load_id smallint not null,
    row_number bigint not null,
    column_name varchar not null,
    cell_text varchar,
    problem varchar not null,
    hint varchar,
);
