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
    and case cast(getvariable('ask_periods') as varchar)
        when 'named' then period.period_code = named.period_code
        when 'parts' then
            period.date_from >= named.date_from
            and period.date_to <= named.date_to
            and period.kind = named.part_kind
        when 'compared' then period.period_code in (
            cast(getvariable('ask_period') as varchar),
            cast(getvariable('ask_previous_period') as varchar),
            cast(getvariable('ask_year_ago_period') as varchar)
        )
        when 'peers' then
            period.kind = named.kind
            and period.date_to >= (
                select min(covered_from)
                from load
                where kind = 'filings'
                    and (
                        cast(getvariable('ask_city_id') as integer) is null
                        or city_id = cast(getvariable('ask_city_id') as integer)
                    )
            )
            and period.date_from <= (
                select max(covered_to)
                from load
                where kind = 'filings'
                    and (
                        cast(getvariable('ask_city_id') as integer) is null
                        or city_id = cast(getvariable('ask_city_id') as integer)
                    )
            )
    end
where named.calendar = cast(getvariable('ask_calendar') as varchar)
    and named.period_code = cast(getvariable('ask_period') as varchar)
