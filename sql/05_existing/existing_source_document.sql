-- One row per document of the database that is loaded into.
select * from held_source_document
