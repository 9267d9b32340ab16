-- One row per weekday on which offices are closed.
create table landed_holiday (
    day date,
    name varchar,
);
