-- One row per document from which reported figures and targets were taken.
-- source_id: short name of the document
-- document: its title
-- issuer: office that issued it
-- about_period: period that it speaks of, in its own words
-- published_on: day of publication
-- publisher: where it was published
-- load_id: load that brought the row
create table source_document (
    source_id varchar not null,
    document varchar not null,
    issuer varchar not null,
    about_period varchar,
    published_on date,
    publisher varchar,
    load_id smallint not null,
);
