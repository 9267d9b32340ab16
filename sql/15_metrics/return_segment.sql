-- One row per row of the merged form and ledger row of its agencies and field: what drill_segment is for a drill; its other columns are those of the ledger.
-- row_key: the row (return_cell)
-- city_id: the city
-- segment_from: first day of the segment
with
scope as materialized (
    select
        row_key,
        unnest(agency_ids) as agency_id,
        field_ids,
    from return_row
)
select
    scope.row_key,
    ledger_agency.*,
from ledger_agency
inner join scope
    on scope.field_ids is null
    and scope.agency_id = ledger_agency.agency_id
union all by name
select
    scope.row_key,
    ledger.*,
from ledger
inner join (select row_key, agency_id, unnest(field_ids) as field_id from scope) as scope
    on scope.agency_id = ledger.agency_id
    and scope.field_id = ledger.field_id
