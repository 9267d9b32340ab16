-- One row: the days that filings read from a file speak for, as far as their days of receipt tell: up to the last one, from the weeks on in which receipts come as densely as they usually do. Filings carried over are received in thin weeks before.
-- $load_today: day of the load; nothing speaks for days after it
-- covered_from: first day of receipt in the dense weeks
-- covered_to: last day of receipt; a few rows more than 60 days beyond all others are likely mistakes, and do not move it
with
receipt as (
    select
        cast(received_on as date) as day,
        count(*) as filings,
    from read_row
    where cast(received_on as date) <= cast(getvariable('load_today') as date)
    group by day
),
spaced as (
    select
        *,
        lag(day) over (order by day) as previous_day,
        sum(filings) over (order by day desc) as filings_from_here_on,
        sum(filings) over () as filings_in_all,
    from receipt
),
-- A row that is far from all others is one; in a large file there may be some.
far as (
    select min(previous_day) as last_day
    from spaced
    where day - previous_day > 60
        and filings_from_here_on <= greatest(1, filings_in_all / 1000)
),
near as (
    select receipt.*
    from receipt
    cross join far
    where far.last_day is null
        or receipt.day <= far.last_day
),
week as (
    select
        cast(date_trunc('week', day) as date) as week_from,
        min(day) as first_on,
        sum(filings) as filings,
    from near
    group by week_from
),
dense_week as (
    select
        *,
        week_from - lag(week_from) over (order by week_from) as gap,
    from week
    where filings >= (select quantile_disc(filings, 0.9) from week) / 10
),
-- A week or two without receipts, as at Tết, do not end the stretch; nor does a silence that is usual in a small
-- office.
numbered as (
    select
        *,
        count(*) filter (gap > greatest(21, (select quantile_disc(gap, 0.5) * 3 from dense_week)))
            over (order by week_from) as stretch,
    from dense_week
),
stretch as (
    select
        stretch,
        min(first_on) as first_on,
        sum(filings) as filings,
    from numbered
    group by stretch
)
select
    (select max_by(first_on, (filings, stretch)) from stretch) as covered_from,
    (select max(day) from near) as covered_to,
