-- One row per procedure of the database that is loaded into.
select
    procedure.load_id,
    city.city_code,
    procedure.procedure_code as code,
    procedure.procedure_name as name,
    field.field_code,
    level.level_code as level,
    procedure.published_on,
    procedure.abolished_on,
    procedure.replaced_by,
    procedure.procedure_id as held_id,
from held_procedure as procedure
inner join held_city as city on city.city_id = procedure.city_id
inner join held_field as field on field.field_id = procedure.field_id
inner join held_level as level on level.level_id = procedure.level_id
