-- One row per cell for which a row of a file handed over was rejected; the columns are those of the table rejected_cell.
create table landed_rejected_cell (
    load_id smallint,
    row_number bigint,
    column_name varchar,
    cell_text varchar,
    problem varchar,
    hint varchar,
);
