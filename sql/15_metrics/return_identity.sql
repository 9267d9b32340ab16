-- One row per line of the returns, with the first identity of the form that its figures break; its other columns are those of return_line.
-- broken_link: 3=4+5+6, 7=8+9+10, 11=12+13 or 3=7+11, by the numbers of the columns; null when none is broken, as far as the figures are given
-- link_sum: what the right side of that identity adds up to
-- link_figure: figure on its left side
with
linked as (
    select
        *,
        case
            when received_total <> received_online + received_counter_post + carried_over then '3=4+5+6'
            when resolved_total <> resolved_early + resolved_on_time + resolved_late then '7=8+9+10'
            when pending_total <> pending_in_time + pending_overdue then '11=12+13'
            when received_total <> resolved_total + pending_total then '3=7+11'
        end as broken_link,
    from return_line
)
select
    *,
    case broken_link
        when '3=4+5+6' then received_online + received_counter_post + carried_over
        when '7=8+9+10' then resolved_early + resolved_on_time + resolved_late
        when '11=12+13' then pending_in_time + pending_overdue
        when '3=7+11' then resolved_total + pending_total
    end as link_sum,
    case broken_link
        when '3=4+5+6' then received_total
        when '7=8+9+10' then resolved_total
        when '11=12+13' then pending_total
        when '3=7+11' then received_total
    end as link_figure,
from linked
