-- One row per city and stretch of days asked for of which a list of procedures speaks: the period asked for, or the periods and days of the reported figures on procedures.
-- city_id: the city
-- period_code: the period; null for one day
-- date_from: first day of the stretch
-- date_to: last day of the stretch
-- as_of: last day of the stretch that a load of procedures speaks for
-- coverage: whole when loads speak for its first and its last day, else part; what changed between two lists is dated in the later one
-- $ask_calendar: calendar
-- $ask_period: code of the period
-- $ask_dimension: figure for the periods and days of the reported figures
with
stretch as (
    select
        cast(null as smallint) as city_id,
        period_code,
        date_from,
        date_to,
    from reporting_period
    where calendar = $ask_calendar
        and period_code = $ask_period
    -- if ask_dimension is figure
    union all
    select distinct
        city_id,
        period_code,
        date_from,
        date_to,
    from figure_scope
    where told_by = 'procedures'
    -- end
)
select
    load.city_id,
    stretch.period_code,
    stretch.date_from,
    stretch.date_to,
    max(least(load.covered_to, stretch.date_to)) as as_of,
    case
        when min(load.covered_from) <= stretch.date_from and max(load.covered_to) >= stretch.date_to then 'whole'
        else 'part'
    end as coverage,
from load
inner join stretch
    on (stretch.city_id is null or stretch.city_id = load.city_id)
    and load.covered_from <= stretch.date_to
    and load.covered_to >= stretch.date_from
where load.kind = 'procedures'
group by load.city_id, stretch.period_code, stretch.date_from, stretch.date_to
