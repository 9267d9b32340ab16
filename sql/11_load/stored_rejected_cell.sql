-- One row per rejected cell to store.
select load_id, row_number, column_name, cell_text, problem, hint
from landed_rejected_cell
order by load_id, row_number, column_name
