-- One row per source document to store.
select
    source_id,
    coalesce(document, source_id) as document,
    coalesce(issuer, '') as issuer,
    about_period,
    published_on,
    publisher,
    load_id,
from landed_source_document
order by source_id
