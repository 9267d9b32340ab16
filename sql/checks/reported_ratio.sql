-- One row per reported ratio that does not follow from its reported numbers, rounding allowed for.
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
    -- A figure printed in whole percents is right to half a percent, one with two decimals of a percent to half of a hundredth.
    and abs(numerator - value * denominator) > denominator * case when value = round(value, 2) then 0.005 when value = round(value, 3) then 0.0005 else 0.00005 end
order by figure_id
