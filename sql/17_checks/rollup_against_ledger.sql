-- One row per city, level and segment in which a roll-up of the ledger does not add up to the ledger.
-- title: Roll-ups unlike the ledger
-- subject: name of the roll-up, city, level and first day of the segment
-- expected: sums of the ledger, in the order of its columns
-- found: sums of the roll-up
with
layered as (
    select 'ledger' as layer, * from ledger
    union all by name
    select 'ledger_agency' as layer, * from ledger_agency
    union all by name
    select 'ledger_level' as layer, * from ledger_level
    union all by name
    select 'ledger_procedure' as layer, * from ledger_procedure
),
summed as (
    select
        layer,
        city_id,
        level_id,
        segment_from,
        concat_ws(
            ', '
            -- each measure of marts/ledger: , sum({name})
        ) as sums,
    from layered
    group by layer, city_id, level_id, segment_from
)
select
    concat_ws(' ', rolled_up.layer, city.city_name, level.level_code, rolled_up.segment_from) as subject,
    coalesce(ledger.sums, '') as expected,
    rolled_up.sums as found,
from (select * from summed where layer <> 'ledger') as rolled_up
left join (select * from summed where layer = 'ledger') as ledger
    on ledger.city_id = rolled_up.city_id
    and ledger.level_id = rolled_up.level_id
    and ledger.segment_from = rolled_up.segment_from
inner join city on city.city_id = rolled_up.city_id
inner join level on level.level_id = rolled_up.level_id
where ledger.sums is distinct from rolled_up.sums
order by subject
