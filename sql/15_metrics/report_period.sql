-- One row per reporting period asked for: the one named, its parts (months of a quarter, else quarters), its peers (periods of its kind that the loads reach), or it with those that it is compared with.
-- period_code: the period
-- date_from: first day
-- date_to: last day
-- $ask_periods: named, parts, peers or compared
-- $ask_calendar: calendar
-- $ask_period: code of the period
-- $ask_previous_period: period before it; null for none
-- $ask_year_ago_period: the same period of the year before; null for none
-- $ask_city_id: only this city; null for all
select
    period.period_code,
    period.date_from,
    period.date_to,
from reporting_period as named
inner join reporting_period as period
    on period.calendar = named.calendar
    and period.period_code = named.period_code  -- if ask_periods is named
    and period.period_code in ($ask_period, $ask_previous_period, $ask_year_ago_period)  -- if ask_periods is compared
    -- if ask_periods is parts
    and period.date_from >= named.date_from
    and period.date_to <= named.date_to
    and period.kind = named.part_kind
    -- end
    -- if ask_periods is peers
    and period.kind = named.kind
    and period.date_to >= (
        select min(covered_from)
        from load
        where kind = 'filings'
            and city_id = $ask_city_id  -- if ask_city_id
    )
    and period.date_from <= (
        select max(covered_to)
        from load
        where kind = 'filings'
            and city_id = $ask_city_id  -- if ask_city_id
    )
    -- end
where named.calendar = $ask_calendar
    and named.period_code = $ask_period
