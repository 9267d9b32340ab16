-- One row per document that figures or targets were taken from.
create table landed_source_document (
    load_id smallint,
    source_id varchar,
    document varchar,
    issuer varchar,
    about_period varchar,
    published_on date,
    publisher varchar,
);
