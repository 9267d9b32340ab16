-- One row per load whose rows read are not the rows loaded, updated, unchanged and rejected together.
-- title: Rows of a load not accounted for
-- subject: number, kind and file of the load
-- expected: rows loaded, updated, unchanged and rejected
-- found: rows read
select
    concat_ws(' ', load_id, kind, file_name) as subject,
    cast(rows_loaded + rows_updated + rows_unchanged + rows_rejected as varchar) as expected,
    cast(rows_read as varchar) as found,
from load
where rows_read <> rows_loaded + rows_updated + rows_unchanged + rows_rejected
order by load_id
