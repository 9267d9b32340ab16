-- One row per reported figure that the filings or the lists of procedures can tell, and definition of on time by which it may be counted: what was counted.
-- figure_id: the figure
-- coverage: whole, part or none: how much of the period the loads know
-- can_agree: true when enough is known for the figure to be as reported
-- can_differ: true when enough is known for it to be another one
-- definition: definition of on time; null for other figures
-- counted: the figure as counted, the upper number of a share
-- base: lower number of a share; null for counts
-- share: the share to four digits; null for counts of procedures
-- $ask_dimension: figure
with
-- Read three times below, and of so many parts that planning it takes longer than running it.
scope as materialized (
    select *
    from figure_scope
    where told_by is not null
),
procedure_count as (
    select
        scope.figure_id,
        any_value(listed.coverage) as coverage,
        count(case
            when (scope.level_ids is null or list_contains(scope.level_ids, listed.level_id))
                and (scope.field_ids is null or list_contains(scope.field_ids, listed.field_id))
                and case scope.indicator_code
                    when 'procedures_in_force' then listed.is_in_force
                    when 'procedures_published' then listed.is_published
                    when 'procedures_replaced' then listed.is_replaced
                    when 'procedures_abolished' then listed.is_abolished
                    when 'procedures_online'
                        then listed.is_in_force and service_level.service_level_code in ('3', '4')
                    when 'procedures_online_level_3'
                        then listed.is_in_force and service_level.service_level_code = '3'
                    when 'procedures_online_level_4'
                        then listed.is_in_force and service_level.service_level_code = '4'
                end
                then 1
        end) as counted,
    from dated_procedure as listed
    inner join scope
        on scope.told_by = 'procedures'
        and scope.city_id = listed.city_id
        and scope.period_code is not distinct from listed.period_code
        and scope.date_from = listed.date_from
        and scope.date_to = listed.date_to
    left join service_level on service_level.service_level_id = listed.service_level_id
    group by scope.figure_id
)
select
    scope.figure_id,
    filings.coverage,
    filings.coverage = 'whole' as can_agree,
    filings.coverage = 'whole' as can_differ,
    case when scope.indicator_code in ('on_time_rate', 'late_rate') then filings.measure end as definition,
    case scope.indicator_code
        when 'filings_total' then filings.received_total
        when 'filings_carried_over' then filings.carried_over
        when 'filings_received' then filings.received_new
        when 'filings_received_online' then filings.received_online
        when 'filings_resolved' then filings.resolved_total
        when 'filings_resolved_on_time' then filings.resolved_early + filings.resolved_on_time
        when 'filings_resolved_late' then filings.resolved_late
        when 'filings_pending' then filings.pending_total
        when 'filings_pending_in_time' then filings.pending_in_time
        when 'filings_pending_overdue' then filings.pending_overdue
        when 'late_rate' then filings.denominator - filings.numerator
        else filings.numerator
    end as counted,
    case
        when scope.indicator_code in ('on_time_rate', 'late_rate', 'online_filing_share') then filings.denominator
    end as base,
    case scope.indicator_code when 'late_rate' then 1 - filings.rate else filings.rate end as share,
from figure_share as filings
inner join scope
    on scope.told_by = 'filings'
    and scope.scope_id = filings.row_key
    and scope.period_code = filings.period_code
    and case
        when scope.indicator_code in ('on_time_rate', 'late_rate') then filings.measure <> 'online'
        else filings.measure = 'online'
    end
union all by name
-- What a list shows on its last day may change in the days after it: until the period's end a figure can only
-- agree.
select
    scope.figure_id,
    coalesce(procedure_count.coverage, 'none') as coverage,
    procedure_count.coverage is not null as can_agree,
    procedure_count.coverage = 'whole' as can_differ,
    procedure_count.counted,
from scope
left join procedure_count on procedure_count.figure_id = scope.figure_id
where scope.told_by = 'procedures'
