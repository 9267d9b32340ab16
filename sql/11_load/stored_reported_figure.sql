-- One row per reported figure to store, numbered in the order in which they were handed over.
with
numbered as (
    select
        *,
        row_number() over () as number,
    from landed_reported_figure
)
select
    cast(landed.number as integer) as figure_id,
    landed.source_id,
    landed.indicator as indicator_code,
    city.city_id,
    landed.level,
    landed.field as field_name,
    landed.period as period_code,
    landed.as_of,
    landed.operator,
    landed.numerator,
    landed.denominator,
    landed.value,
    landed.unit,
    landed.note,
    landed.load_id,
from numbered as landed
inner join city on landed.city in (city.city_name, city.city_code)
order by figure_id
