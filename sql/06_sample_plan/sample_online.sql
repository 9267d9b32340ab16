-- One row per city: how many of its procedures are online on a day.
-- city_code: the city
-- as_of: the day
-- level_3: procedures at level 3
-- level_4: procedures at level 4
-- national_portal: procedures on the national portal
create table sample_online (
    city_code varchar,
    as_of date,
    level_3 integer,
    level_4 integer,
    national_portal integer,
);
