-- One row per kind of draw, way of handing in, authority level and slot from 0 to 1023: draws a typical procedure by its weight.
-- draw: any (all procedures), short (1 to 5 working days) or lasting (at least 1 working day, the longer the likelier)
-- is_online: true for filings handed in online
-- level: authority level
-- slot: number of the slot
-- procedure_code: national code of the procedure that the slot draws
-- working_days: its legal time
with
weighted as (
    select false as is_online, *, weight as share from sample_typical_procedure
    union all
    select true as is_online, *, online_weight as share from sample_typical_procedure where online_weight > 0
),
drawn as (
    select 'any' as draw, *, share as chance from weighted
    union all
    select 'short' as draw, *, share as chance from weighted where working_days between 1 and 5
    union all
    select 'lasting' as draw, *, share * least(working_days, 15) as chance from weighted where working_days >= 1
),
placed as (
    select
        *,
        sum(chance) over (partition by draw, is_online, level order by code) as chance_to,
        sum(chance) over (partition by draw, is_online, level) as chance_of_all,
    from drawn
),
bounded as (
    select
        *,
        cast(1024 * (chance_to - chance) // chance_of_all as integer) as first_slot,
        cast(1024 * chance_to // chance_of_all as integer) as next_slot,
    from placed
)
select
    draw,
    is_online,
    level,
    unnest(range(first_slot, next_slot)) as slot,
    code as procedure_code,
    working_days,
from bounded
