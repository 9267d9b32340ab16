-- One row per row of each city's form, merged from the returns of its units: a row per level and field, a row per level, and one for the whole.
-- row_key: number of the row
-- line: its place in the city's form
-- city_id: the city
-- row_kind: field, level or total
-- level_id: the authority level, 0 when unknown; null for the whole and for fields of a city's return without blocks
-- field_key: the field as names are compared; null for a level and the whole
-- source: units, city (what the city itself returns), or units+city where levels differ
-- units: units whose returns stand in it
-- received_total: column (3), empty cells left out, as in the columns that follow; null where all are empty
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
-- field: name of the field, as the database has it, else as the returns write it
-- field_ids: fields of the database that bear the name; null for none
-- agency_ids: agencies whose filings it speaks of: those that lie in the units whose returns stand in it, on its level; null where filings cannot tell it
-- $ask_level_id: only this authority level, without the whole; null for all
-- $ask_agency_id: only what this agency says, with the whole of it
with
part as materialized (
    select * from return_added
),
sum_of_returns as (
    select
        city_id,
        case
            when grouping(field_key) = 0 then 'field'
            when grouping(level_id) = 0 then 'level'
            else 'total'
        end as row_kind,
        level_id,
        field_key,
        case when grouping(field_key) = 0 then min(field_name) end as field_name,
        concat_ws(
            '+',
            case when count(agency_id) > 0 then 'units' end,
            case when count(*) > count(agency_id) then 'city' end
        ) as source,
        count(distinct agency_id) as units,
        -- each measure of schema/unit_return: cast(sum({name}) as bigint) as {name},
    from part
    group by grouping sets ((city_id, level_id, field_key), (city_id, level_id), (city_id))
),
speaker as (
    select
        city_id,
        level_id,
        agency_id,
        bool_or(field_key is not null) as gives_fields,
    from part
    group by city_id, level_id, agency_id
),
agency_and_parents as (
    select
        agency.agency_id,
        agency.city_id,
        coalesce(agency.level_id, 0) as level_id,
        agency.parent_agency_id,
        parent.parent_agency_id as grandparent_agency_id,
    from agency
    left join agency as parent on parent.agency_id = agency.parent_agency_id
),
form_speaker as (
    select
        speaker.city_id,
        speaker.level_id,
        grouping(speaker.level_id) = 1 as is_whole,
        case when bool_and(placed.agency_id is not null) then list(distinct placed.agency_id) end as agency_ids,
        -- A unit that leaves a field out says that it has no filings in it.
        case
            when bool_and(placed.agency_id is not null or not speaker.gives_fields)
                then list(distinct placed.agency_id) filter (where speaker.gives_fields)
        end as field_agency_ids,
    from speaker
    left join agency_and_parents as placed
        on placed.city_id = speaker.city_id
        and (speaker.level_id is null or placed.level_id = speaker.level_id)
        and (
            speaker.agency_id is null
            or speaker.agency_id in (placed.agency_id, placed.parent_agency_id, placed.grandparent_agency_id)
        )
    group by grouping sets ((speaker.city_id, speaker.level_id), (speaker.city_id))
),
form_row as (
    select
        summed.* exclude field_name,
        coalesce(known.field_name, summed.field_name) as field,
        known.field_ids,
        case
            when summed.row_kind <> 'field' then spoken.agency_ids
            when known.field_ids is not null then spoken.field_agency_ids
        end as agency_ids,
    from sum_of_returns as summed
    inner join form_speaker as spoken
        on spoken.city_id = summed.city_id
        and spoken.level_id is not distinct from summed.level_id
        and spoken.is_whole = (summed.row_kind = 'total')
    left join (
        select
            search_key(field_name) as field_key,
            min(field_name) as field_name,
            list(field_id order by field_id) as field_ids,
        from field
        group by search_key(field_name)
    ) as known on known.field_key = summed.field_key
    where case summed.row_kind
        when 'field' then summed.field_key is not null
        when 'level' then summed.level_id is not null
        -- One level has no total of its own but what an agency says of itself.
        else $ask_level_id is null or $ask_agency_id is not null
    end
)
select
    row_number() over (
        order by city_id, row_kind = 'total', level_id nulls last, row_kind = 'level', field collate vi, field_key
    ) as row_key,
    row_number() over (
        partition by city_id
        order by row_kind = 'total', level_id nulls last, row_kind = 'level', field collate vi, field_key
    ) as line,
    *,
from form_row
