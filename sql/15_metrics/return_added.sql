-- One row per line of a return that is added up into the form of the period asked for. That is a line of a field; of a unit that gives no fields, its only total. A unit's own return goes before its line in a list of units, and the returns of the units that lie in a larger one, or in the city, before what that one says of their level.
-- city_id: its city
-- agency_id: unit that speaks; null for the city as a whole
-- level_id: authority level of its block, else of its unit, 0 when unknown; null for the city as a whole without blocks, which stands for all levels
-- field_key: its field as names are compared; null for a total
-- field_name: its field as written; null for a total
-- received_total: column (3); null where the cell is empty, as in the columns that follow
-- received_online: column (4)
-- received_counter_post: column (5)
-- carried_over: column (6)
-- resolved_total: column (7)
-- resolved_early: column (8)
-- resolved_on_time: column (9)
-- resolved_late: column (10)
-- pending_total: column (11)
-- pending_in_time: column (12)
-- pending_overdue: column (13)
-- $ask_calendar: calendar
-- $ask_period: code of the period
-- $ask_city_id: only this city; null for all
-- $ask_level_id: only this authority level; null for all, as is that of the agency asked for
-- $ask_agency_id: only what this agency says; null for all
with
line as materialized (
    select *
    from return_line
    where calendar = $ask_calendar
        and period_code = $ask_period
),
innermost as (
    select
        line.*,
        coalesce(line.level_id, line.own_level_id) as block_level_id,
    from line
    left join line as whole
        on whole.load_id = line.load_id
        and whole.line_number = line.parent_line_number
    left join (select distinct load_id, parent_line_number from line) as part
        on part.load_id = line.load_id
        and part.parent_line_number = line.line_number
    where line.is_last
        and line.city_id = $ask_city_id  -- if ask_city_id
        and line.agency_id = $ask_agency_id  -- if ask_agency_id
        -- What a field is divided into is told by the field.
        and case
            when line.line_kind in ('field', 'unit') then whole.line_kind is distinct from line.line_kind
            else part.load_id is null
        end
),
own as (
    select
        *,
        not is_listed or bool_and(is_listed) over (partition by city_id, agency_id) as is_own,
    from innermost
),
leaf as (
    select *
    from own
    where is_own
        -- if ask_level_id
        and (
            block_level_id = $ask_level_id
            or own_level_id = $ask_level_id  -- if ask_agency_id
        )
        -- end
),
speaker as (
    select distinct
        leaf.city_id,
        leaf.block_level_id,
        agency.parent_agency_id,
        parent.parent_agency_id as grandparent_agency_id,
    from leaf
    inner join agency on agency.agency_id = leaf.agency_id
    left join agency as parent on parent.agency_id = agency.parent_agency_id
),
-- Who need not be heard on which level, because units that lie in them speak for themselves.
silent as (
    select city_id, block_level_id, parent_agency_id as agency_id from speaker where parent_agency_id is not null
    union
    select city_id, block_level_id, grandparent_agency_id as agency_id
    from speaker
    where grandparent_agency_id is not null
    union
    select city_id, block_level_id, cast(null as integer) as agency_id from speaker
    union
    select city_id, cast(null as tinyint) as block_level_id, cast(null as integer) as agency_id from speaker
)
select
    leaf.city_id,
    leaf.agency_id,
    leaf.block_level_id as level_id,
    case when leaf.line_kind = 'field' then leaf.field_key end as field_key,
    case when leaf.line_kind = 'field' then leaf.field_name end as field_name,
    -- each measure of schema/unit_return: leaf.{name},
from leaf
left join silent
    on silent.city_id = leaf.city_id
    and silent.block_level_id is not distinct from leaf.block_level_id
    and silent.agency_id is not distinct from leaf.agency_id
where silent.city_id is null
