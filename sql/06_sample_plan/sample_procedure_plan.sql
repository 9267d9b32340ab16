-- One row per city, level and number of procedures that come into force or end on the same day.
-- city_code: the city
-- level: authority level
-- procedures: how many
-- published_on: first day in force; null for before the data begins
-- abolished_on: first day no longer in force; null while in force
-- is_replaced: true when each has a successor published on the day it ends
create table sample_procedure_plan (
    city_code varchar,
    level varchar,
    procedures integer,
    published_on date,
    abolished_on date,
    is_replaced boolean,
);
