-- One row per reporting period asked for: the one named, its parts (months of a quarter, else quarters), or its peers (periods of its kind that the loads reach).
-- period_code: the period
-- date_from: first day
-- date_to: last day
-- $ask_periods: named, parts or peers
-- $ask_calendar: calendar
-- $ask_period: code of the period
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
        when 'peers' then
            period.kind = named.kind
            and period.date_to >= (
                select min(covered_from)
                from load
                where kind = 'filings'
                    and (cast(getvariable('ask_city_id') as integer) is null or city_id = cast(getvariable('ask_city_id') as integer))
            )
            and period.date_from <= (
                select max(covered_to)
                from load
                where kind = 'filings'
                    and (cast(getvariable('ask_city_id') as integer) is null or city_id = cast(getvariable('ask_city_id') as integer))
            )
    end
where named.calendar = cast(getvariable('ask_calendar') as varchar)
    and named.period_code = cast(getvariable('ask_period') as varchar)
