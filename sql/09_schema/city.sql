-- One row per city: a province-level or a district-level city whose officers report.
-- city_id: number of the city inside this database
-- city_code: administrative unit code, 2 digits for a province-level city, 3 for a district-level one
-- city_name: name as printed in reports
-- load_id: load that brought the row
create table city (
    city_id smallint not null,
    city_code varchar not null,
    city_name varchar not null,
    load_id smallint not null,
);
