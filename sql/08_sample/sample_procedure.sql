-- One row per procedure of a city's list: the typical ones, and plainly numbered ones in the numbers of the plan.
-- load_id: load that it belongs to
-- city_code: the city
-- code: its code
-- name: its name
-- field_code: its field
-- level: its authority level
-- published_on: first day in force
-- abolished_on: first day no longer in force
-- replaced_by: code of the procedure that took its place
-- is_typical: true for the typical ones, to which the filings belong
with
field as (
    select code, row_number() over (order by code) - 1 as place, count(*) over () as fields from landed_field
),
city_level as (
    select distinct city_code, level from sample_procedure_plan
),
planned as (
    select
        *,
        unnest(range(procedures)) as number_in_row,
    from (select *, row_number() over () as plan_row from sample_procedure_plan)
),
numbered as (
    select
        *,
        row_number() over (order by plan_row, number_in_row) as number,
        row_number() over (
            partition by city_code, level, coalesce(abolished_on, published_on), published_on is null, is_replaced
            order by plan_row, number_in_row
        ) as number_that_day,
    from planned
),
listed as (
    select
        numbered.city_code,
        format('9.{:06d}', numbered.number) as code,
        concat('Thủ tục mẫu số ', numbered.number) as name,
        field.code as field_code,
        numbered.level,
        numbered.published_on,
        numbered.abolished_on,
        case when numbered.is_replaced then format('9.{:06d}', successor.number) end as replaced_by,
        false as is_typical,
    from numbered
    inner join field on field.place = numbered.number % field.fields
    left join numbered as successor
        on successor.city_code = numbered.city_code
        and successor.level = numbered.level
        and successor.published_on = numbered.abolished_on
        and successor.number_that_day = numbered.number_that_day
    union all
    select
        city_level.city_code,
        typical.code,
        typical.name,
        typical.field_code,
        typical.level,
        null as published_on,
        null as abolished_on,
        null as replaced_by,
        true as is_typical,
    from sample_typical_procedure as typical
    inner join city_level on city_level.level = typical.level
)
select
    load.load_id,
    listed.*,
from listed
inner join landed_load as load
    on load.kind = 'procedures'
    and load.city_code = listed.city_code
    and coalesce(listed.published_on <= load.covered_to, true)
qualify row_number() over (partition by listed.city_code, listed.code order by load.load_id) = 1
