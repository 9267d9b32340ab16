-- The day of an event that has happened by another day, null for one that is still to come.
create macro happened_by(day, last_day) as case when day <= last_day then day end
