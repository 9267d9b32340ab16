-- One row per period of the calendars nd09 and calendar from 2015 to 2035, and of the office's own calendars.
-- Source of nd09: Decree 09/2019/NĐ-CP, reports close on the 14th: every period is the calendar one, moved from the 1st back to the 15th of the month before.
with
kind as (
    select * from (values
        ('month', 1, 12),
        ('quarter', 3, 4),
        ('half', 6, 2),
        ('nine_months', 9, 1),
        ('year', 12, 1),
    ) as kind (kind, months, in_year)
),
calendar_period as (
    select
        kind.kind,
        case kind.kind
            when 'month' then format('{}-{:02d}', cast(years.year as integer), cast(numbers.number as integer))
            when 'quarter' then format('{}-Q{}', years.year, numbers.number)
            when 'half' then format('{}-H{}', years.year, numbers.number)
            when 'nine_months' then format('{}-9M', years.year)
            else cast(years.year as varchar)
        end as period_code,
        make_date(years.year, cast((numbers.number - 1) * kind.months + 1 as bigint), 1) as date_from,
        kind.months,
    from range(2015, 2036) as years (year)
    cross join kind
    inner join range(1, 13) as numbers (number) on numbers.number <= kind.in_year
),
standard as (
    select
        'calendar' as calendar,
        kind,
        period_code,
        date_from,
        cast(date_from + to_months(months) - interval 1 day as date) as date_to,
    from calendar_period
    union all
    select
        'nd09' as calendar,
        kind,
        period_code,
        cast(date_from - interval 1 month + interval 14 days as date) as date_from,
        cast(date_from + to_months(months) - interval 1 month + interval 13 days as date) as date_to,
    from calendar_period
),
period as (
    select * from standard
    union all by name
    select * from landed_reporting_period
)
select
    calendar,
    kind,
    period_code,
    -- An office's own calendar may have no quarters; its years then fall apart into months.
    case
        when kind in ('month', 'quarter') then 'month'
        when bool_or(kind = 'quarter') over (partition by calendar) then 'quarter'
        else 'month'
    end as part_kind,
    date_from,
    date_to,
from period
order by calendar, date_from, date_to
