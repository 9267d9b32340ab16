-- One row: whether filings read from a file have anything to do with the days that its titles name.
-- $load_titled_from: first of the days
-- $load_titled_to: last of them
-- is_about: true when a filing is received, due or closed on one of the days
select
    count(*) > 0 as is_about,
from read_row
where cast(received_on as date) between
        cast(getvariable('load_titled_from') as date) and cast(getvariable('load_titled_to') as date)
    or cast(due_on as date) between
        cast(getvariable('load_titled_from') as date) and cast(getvariable('load_titled_to') as date)
    or cast(completed_on as date) between
        cast(getvariable('load_titled_from') as date) and cast(getvariable('load_titled_to') as date)
