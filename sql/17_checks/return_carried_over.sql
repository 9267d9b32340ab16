-- One row per line of a return whose carried over (6) is not what the same line of the period before had pending (11).
-- title: Returns: carried over (6)
-- subject: unit, period, and number and name of the line
-- expected: pending at the end of the period before
-- found: carried over into this one
with
named as (
    select
        *,
        case
            when line_kind = 'total' then ''
            when line_kind = 'unit' and agency_id is not null then ''
            else field_key
        end as line_key,
    from return_line
    where is_last
),
line as (
    select
        *,
        row_number() over (
            partition by city_id, agency_id, calendar, period_code, is_listed, line_kind, level_id, line_key
            order by line_number
        ) as place,
    from named
)
select
    line.subject,
    cast(previous.pending_total as varchar) as expected,
    cast(line.carried_over as varchar) as found,
from line
inner join line as previous
    on previous.city_id = line.city_id
    and previous.agency_id is not distinct from line.agency_id
    and previous.calendar = line.calendar
    and previous.period_kind = line.period_kind
    and previous.date_to + 1 = line.date_from
    and previous.is_listed = line.is_listed
    and previous.line_kind = line.line_kind
    and previous.level_id is not distinct from line.level_id
    and previous.line_key is not distinct from line.line_key
    and previous.place = line.place
where line.carried_over <> previous.pending_total
order by line.load_id, line.line_number
