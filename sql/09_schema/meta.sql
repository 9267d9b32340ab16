-- One row: what this file is and who wrote it.
-- schema_version: version of the tables and marts; a program opens only versions that it knows
-- written_by: program and version that built the file
create table meta (
    schema_version integer not null,
    written_by varchar not null,
);
