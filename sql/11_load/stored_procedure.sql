-- One row per procedure to store, numbered in the order of city, level and code, with the national part of its code.
with
numbered as (
    select
        cast(
            row_number() over (order by city.city_id, level.level_id, landed.code, landed.published_on) as integer
        ) as procedure_id,
        city.city_id,
        landed.code as procedure_code,
        national_code(landed.code) as national_code,
        nfc_normalize(landed.name) as procedure_name,
        field.field_id,
        level.level_id,
        landed.published_on,
        landed.abolished_on,
        landed.replaced_by,
        landed.load_id,
    from landed_procedure as landed
    inner join city on city.city_code = landed.city_code
    inner join field on field.field_code = landed.field_code
    inner join level on level.level_code = landed.level
)
select
    procedure_id,
    city_id,
    procedure_code,
    national_code,
    min(procedure_id) over (partition by national_code) as national_id,
    procedure_name,
    field_id,
    level_id,
    published_on,
    abolished_on,
    replaced_by,
    load_id,
from numbered
order by procedure_id
