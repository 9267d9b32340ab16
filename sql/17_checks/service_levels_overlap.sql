-- One row per procedure that has two online service levels on one day; the one that begins later is counted.
-- title: Two service levels on one day
-- subject: city and code of the procedure
-- expected: day after the earlier stretch, or later
-- found: first day of the later stretch
with
dated as (
    select
        procedure_id,
        valid_from,
        max(coalesce(valid_to, date '9999-12-31')) over (
            partition by procedure_id
            order by coalesce(valid_from, date '0001-01-01'), coalesce(valid_to, date '9999-12-31')
            rows between unbounded preceding and 1 preceding
        ) as earlier_to,
    from procedure_service
)
select
    concat(city.city_name, ' ', procedure.procedure_code) as subject,
    concat('> ', dated.earlier_to) as expected,
    coalesce(cast(dated.valid_from as varchar), '') as found,
from dated
inner join procedure on procedure.procedure_id = dated.procedure_id
inner join city on city.city_id = procedure.city_id
where dated.earlier_to >= coalesce(dated.valid_from, date '0001-01-01')
order by subject
