-- One row per day on which the calendars of this database reach.
-- day: the day
-- is_working: false on Saturdays, Sundays and public holidays
-- note: name of the holiday
create table working_day (
    day date not null,
    is_working boolean not null,
    note varchar,
);
