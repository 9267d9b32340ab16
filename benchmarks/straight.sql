-- The sums of a drill for Q2 2022 counted from the filings; {key} is the column to list by, {scope} further conditions.
select
    {key} as key,
    count(*) filter (where is_new) as received_new,
    count(*) filter (where received_on < date '2022-03-15' and (closed_on is null or closed_on >= date '2022-03-15')) as carried_over,
    count(*) filter (where is_resolved and completed_on < due_on) as resolved_early,
    count(*) filter (where is_resolved and completed_on = due_on) as resolved_on_time,
    count(*) filter (where is_resolved and completed_on > due_on) as resolved_late,
    count(*) filter (where is_open) as pending_total,
    count(*) filter (where is_open and due_on < date '2022-06-14') as pending_overdue,
from (
    select
        filing.* replace (coalesce(reappointed_due_on, due_on) as due_on),
        coalesce(completed_on, withdrawn_on) as closed_on,
        received_on between date '2022-03-15' and date '2022-06-14' as is_new,
        completed_on between date '2022-03-15' and date '2022-06-14' as is_resolved,
        coalesce(coalesce(completed_on, withdrawn_on) > date '2022-06-14', true) as is_open,
        agency.city_id,
        agency.level_id,
        procedure.field_id,
    from parx.filing
    inner join parx.agency using (agency_id)
    inner join parx.procedure using (procedure_id)
    where received_on <= date '2022-06-14'
        {scope}
)
group by key
