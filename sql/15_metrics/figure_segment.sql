-- One row per scope of the reported figures and ledger row inside it, out of the smaller ledger that has the scope: what drill_segment is for a drill; its other columns are those of the ledger.
-- row_key: row of figure_cell
-- city_id: the city
-- segment_from: first day of the segment
select
    scope.scope_id as row_key,
    rolled_up.* exclude layer,
from (
    select 'level' as layer, * from ledger_level
    union all by name
    select 'procedure' as layer, * from ledger_procedure
) as rolled_up
inner join (select distinct scope_id, city_id, level_ids, field_ids from figure_scope) as scope
    on rolled_up.layer = case when scope.field_ids is null then 'level' else 'procedure' end
    and rolled_up.city_id = scope.city_id
    and (scope.level_ids is null or list_contains(scope.level_ids, rolled_up.level_id))
    and (scope.field_ids is null or list_contains(scope.field_ids, rolled_up.field_id))
