-- One row per rejected cell of the database that is loaded into.
select * from held_rejected_cell
