-- One row per row asked for, city and segment, inside the filters asked for: the smallest ledger that can answer, summed; its other columns are those of the ledger.
-- row_key: row of drill_cell
-- city_id: the city
-- segment_from: first day of the segment
-- $ask_ledger: ledger_level, ledger_agency, ledger_procedure, ledger, or targets for the scopes of the targets
-- $ask_periods: named for one period, else several
-- $ask_dimension: dimension to list by; total for one row, target for a row per target
-- $ask_city_id: only this city; null for all, as with the filters below
-- $ask_level_id: only this authority level
-- $ask_agency_id: only this agency
-- $ask_field_id: only this field
-- $ask_national_code: only this procedure
-- $ask_service_level_id: only this service level
-- $ask_channel_id: only this channel
with
-- if ask_ledger is targets
-- The scopes of the targets overlap, so each takes its rows for itself, out of the smallest ledger that has them.
rolled_up as (
    select 'agency' as layer, * from ledger_agency
    union all by name
    select 'procedure' as layer, * from ledger_procedure
    union all by name
    select 'all' as layer, * from ledger
),
-- end
chosen as (
    select *
    from ledger_level  -- if ask_ledger is ledger_level
    from ledger_agency  -- if ask_ledger is ledger_agency
    from ledger_procedure  -- if ask_ledger is ledger_procedure
    from ledger  -- if ask_ledger is ledger
    -- if ask_ledger is targets
    from (
        select
            target_scope.target_id,
            rolled_up.* exclude layer,
        from rolled_up
        inner join target_scope
            on rolled_up.layer = case
                when target_scope.field_id is null then 'agency'
                when target_scope.agency_id is null then 'procedure'
                else 'all'
            end
            and (target_scope.field_id is null or rolled_up.field_id = target_scope.field_id)
            and (target_scope.city_id is null or rolled_up.city_id = target_scope.city_id)
            and (target_scope.level_id is null or rolled_up.level_id = target_scope.level_id)
            and (target_scope.agency_id is null or rolled_up.agency_id = target_scope.agency_id)
    )
    -- end
)
select
    0 as row_key,  -- if ask_dimension is total
    chosen.city_id as row_key,  -- if ask_dimension is city
    chosen.level_id as row_key,  -- if ask_dimension is level
    chosen.agency_id as row_key,  -- if ask_dimension is agency
    chosen.field_id as row_key,  -- if ask_dimension is field
    national.national_id as row_key,  -- if ask_dimension is procedure
    chosen.service_level_id as row_key,  -- if ask_dimension is service_level
    chosen.channel_id as row_key,  -- if ask_dimension is channel
    chosen.target_id as row_key,  -- if ask_dimension is target
    chosen.city_id,
    chosen.segment_from,
    -- if ask_periods is named
    -- each measure of marts/ledger: chosen.{name},
    -- else
    -- Each row of the ledger counts in several periods.
    -- each measure of marts/ledger: cast(sum(chosen.{name}) as bigint) as {name},
    -- end
from chosen
inner join procedure as national on national.procedure_id = chosen.procedure_id  -- if ask_dimension is procedure
where true
    and chosen.city_id = $ask_city_id  -- if ask_city_id
    and chosen.level_id = $ask_level_id  -- if ask_level_id
    and chosen.agency_id = $ask_agency_id  -- if ask_agency_id
    and chosen.field_id = $ask_field_id  -- if ask_field_id
    and chosen.service_level_id = $ask_service_level_id  -- if ask_service_level_id
    and chosen.channel_id = $ask_channel_id  -- if ask_channel_id
    -- if ask_national_code
    and chosen.procedure_id in (select procedure_id from procedure where national_code = $ask_national_code)
    -- end
group by all  -- if not ask_periods is named
