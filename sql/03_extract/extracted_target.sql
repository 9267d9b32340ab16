-- One row per target read from a file. A target that does not say how it binds is to be reached: at least the value, or at best that rank.
-- $load_id: load of the file
-- $load_city_code: city that it binds when it names none
-- $load_document: document of rows that name none
select
    row_number,
    cast(getvariable('load_id') as smallint) as load_id,
    coalesce(source_id, document, cast(getvariable('load_document') as varchar)) as source_id,
    indicator,
    coalesce(city, cast(getvariable('load_city_code') as varchar)) as city,
    level,
    agency,
    field,
    period,
    coalesce(told_operator, case when told_unit = 'rank' then '<=' else '>=' end) as operator,
    cast(
        case
            when told_unit = 'percent' then cast(value as decimal(18, 6)) / 100
            else cast(value as decimal(18, 6))
        end as decimal(18, 6)
    ) as value,
    case when told_unit = 'percent' then 'ratio' else told_unit end as unit,
    -- The usual definition is kept as none, like that of a target that tells none.
    case when indicator = 'on_time_rate' then nullif(definition, 'resolved') end as definition,
    note,
from read_row
