-- One row per source document to store.
select source_id, document, issuer, about_period, published_on, publisher, load_id from landed_source_document order by source_id
