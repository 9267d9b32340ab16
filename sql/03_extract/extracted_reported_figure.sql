-- One row per reported figure read from a file.
-- $load_id: load of the file
-- $load_city_code: city that it speaks of when it names none
-- $load_document: document of rows that name none
select
    row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    coalesce(source_id, document, cast(getvariable('load_document') as varchar)) as source_id,
    indicator,
    coalesce(city, cast(getvariable('load_city_code') as varchar)) as city,
    level,
    field_name as field,
    period,
    cast(as_of as date) as as_of,
    coalesce(told_operator, '=') as operator,
    cast(numerator as bigint) as numerator,
    cast(denominator as bigint) as denominator,
    cast(
        case
            when told_unit = 'percent' then cast(value as decimal(18, 6)) / 100
            else cast(value as decimal(18, 6))
        end as decimal(18, 6)
    ) as value,
    case when told_unit = 'percent' then 'ratio' else told_unit end as unit,
    note,
from read_row
