-- One row per document that the rows of a file name.
-- $load_id: load of the file
-- $load_document: document of rows that name none
select
    min(row_number) as row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    coalesce(source_id, document, cast(getvariable('load_document') as varchar)) as source_id,
    max(document) as document,
    max(issuer) as issuer,
from read_row
group by source_id, coalesce(source_id, document, cast(getvariable('load_document') as varchar))
