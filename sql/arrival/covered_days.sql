-- One row: the days that filings read from a file speak for, as far as their days of receipt tell: the weeks up to the last one in which receipts come as densely as they usually do. Filings carried over are received in thin weeks before.
-- $today: day of the load; days after it are mistakes
-- covered_from: first day of receipt in the dense weeks
-- covered_to: last day of receipt or closing
with
dated as (
    select
        cast(received_on as date) as received_on,
        greatest(
            cast(received_on as date),
            case when cast(completed_on as date) <= cast($today as date) then cast(completed_on as date) end,
            case when cast(withdrawn_on as date) <= cast($today as date) then cast(withdrawn_on as date) end
        ) as last_on,
    from read_row
    where cast(received_on as date) <= cast($today as date)
),
week as (
    select
        date_trunc('week', received_on) as week_from,
        min(received_on) as first_on,
        count(*) as filings,
    from dated
    group by week_from
),
dense_week as (
    select
        *,
        lag(week_from) over (order by week_from) as previous_from,
    from week
    where filings >= (select quantile_disc(filings, 0.9) from week) / 10
)
select
    (
        select min(first_on)
        from dense_week
        where week_from >= (
            -- A week or two without receipts, as at Tết, do not end the stretch.
            select max(week_from) from dense_week where previous_from is null or week_from > previous_from + interval 21 days
        )
    ) as covered_from,
    (select max(last_on) from dated) as covered_to,
