-- One row: the days that filings read from a file speak for, as far as their days of receipt tell: the weeks in which receipts come as densely as they usually do. Filings carried over are received in thin weeks before; one that is dated far from the others is a mistake.
-- $load_today: day of the load; days after it are mistakes
-- covered_from: first day of receipt in the dense weeks
-- covered_to: last day of receipt there, or of closing
with
dated as (
    select
        cast(received_on as date) as received_on,
        greatest(
            cast(received_on as date),
            case when cast(completed_on as date) <= cast(getvariable('load_today') as date) then cast(completed_on as date) end,
            case when cast(withdrawn_on as date) <= cast(getvariable('load_today') as date) then cast(withdrawn_on as date) end
        ) as last_on,
    from read_row
    where cast(received_on as date) <= cast(getvariable('load_today') as date)
),
week as (
    select
        cast(date_trunc('week', received_on) as date) as week_from,
        min(received_on) as first_on,
        max(last_on) as last_on,
        count(*) as filings,
    from dated
    group by week_from
),
dense_week as (
    select
        *,
        week_from - lag(week_from) over (order by week_from) as gap,
    from week
    where filings >= (select quantile_disc(filings, 0.9) from week) / 10
),
-- A week or two without receipts, as at Tết, do not end the stretch; nor does a silence that is usual in a small office.
numbered as (
    select
        *,
        count(*) filter (gap > greatest(21, (select quantile_disc(gap, 0.5) * 3 from dense_week))) over (order by week_from) as stretch,
    from dense_week
)
select
    max_by(covered_from, (filings, stretch)) as covered_from,
    max_by(covered_to, (filings, stretch)) as covered_to,
from (
    select
        stretch,
        min(first_on) as covered_from,
        max(last_on) as covered_to,
        sum(filings) as filings,
    from numbered
    group by stretch
)
