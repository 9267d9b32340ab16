-- One row per period of a calendar of the office's own read from a file.
select
    row_number,
    calendar,
    case
        when period like '%-Q%' then 'quarter'
        when period like '%-H%' then 'half'
        when period like '%-9M' then 'nine_months'
        when contains(period, '-') then 'month'
        else 'year'
    end as kind,
    period as period_code,
    cast(date_from as date) as date_from,
    cast(date_to as date) as date_to,
from read_row
where period is not null
