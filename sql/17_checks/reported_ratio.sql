-- One row per reported ratio that does not follow from its reported numbers, rounding allowed for.
-- title: Reported: ratio unlike its numbers
-- subject: document, indicator and period or day
-- expected: numerator over denominator
-- found: the ratio as printed
select
    concat_ws(' ', source_id, indicator_code, coalesce(period_code, cast(as_of as varchar))) as subject,
    concat(numerator, '/', denominator) as expected,
    cast(value as varchar) as found,
from reported_figure
where operator = '='
    and unit = 'ratio'
    and denominator > 0
    and abs(numerator - value * denominator) > denominator * printed_half(value)
order by figure_id
