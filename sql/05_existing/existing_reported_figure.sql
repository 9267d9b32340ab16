-- One row per reported figure of the database that is loaded into.
select
    figure.load_id,
    figure.source_id,
    figure.indicator_code as indicator,
    city.city_code as city,
    figure.level,
    figure.field_name as field,
    figure.period_code as period,
    figure.as_of,
    figure.operator,
    figure.numerator,
    figure.denominator,
    figure.value,
    figure.unit,
    figure.note,
from held_reported_figure as figure
inner join held_city as city on city.city_id = figure.city_id
order by figure.figure_id
