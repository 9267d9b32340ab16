-- One row per reported figure that the filings or the lists of procedures can tell: what was counted, and whether that is what was reported.
-- figure_id: the figure
-- recomputed: the figure as counted; shares to four digits
-- recomputed_count: upper number of a share; null for counts
-- recomputed_base: lower number of a share; null for counts
-- agreement: agrees, agrees_rounded, agrees_by, differs or cannot_check
-- agrees_by: definition of on time by which it agrees, when not by resolved
-- difference: recomputed less reported; null for a bound that holds and where nothing can be compared
-- coverage: whole, part or none: how much of the period the loads know
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
        any_value(dated_procedure.coverage) as coverage,
        count(case
            when (scope.level_ids is null or list_contains(scope.level_ids, dated_procedure.level_id))
                and (scope.field_ids is null or list_contains(scope.field_ids, dated_procedure.field_id))
                and case scope.indicator_code
                    when 'procedures_in_force' then dated_procedure.is_in_force
                    when 'procedures_published' then dated_procedure.is_published
                    when 'procedures_replaced' then dated_procedure.is_replaced
                    when 'procedures_abolished' then dated_procedure.is_abolished
                    when 'procedures_online' then dated_procedure.is_in_force and service_level.service_level_code in ('3', '4')
                    when 'procedures_online_level_3' then dated_procedure.is_in_force and service_level.service_level_code = '3'
                    when 'procedures_online_level_4' then dated_procedure.is_in_force and service_level.service_level_code = '4'
                end
                then 1
        end) as counted,
    from dated_procedure
    inner join scope
        on scope.told_by = 'procedures'
        and scope.city_id = dated_procedure.city_id
        and scope.period_code is not distinct from dated_procedure.period_code
        and scope.date_from = dated_procedure.date_from
        and scope.date_to = dated_procedure.date_to
    left join service_level on service_level.service_level_id = dated_procedure.service_level_id
    group by scope.figure_id
),
told as (
    select
        scope.figure_id,
        figure_answer.coverage,
        figure_answer.coverage = 'whole' as can_agree,
        figure_answer.coverage = 'whole' as can_differ,
        case when scope.indicator_code in ('on_time_rate', 'late_rate') then figure_answer.measure end as definition,
        case scope.indicator_code
            when 'filings_total' then figure_answer.received_total
            when 'filings_carried_over' then figure_answer.carried_over
            when 'filings_received' then figure_answer.received_new
            when 'filings_received_online' then figure_answer.received_online
            when 'filings_resolved' then figure_answer.resolved_total
            when 'filings_resolved_on_time' then figure_answer.resolved_early + figure_answer.resolved_on_time
            when 'filings_resolved_late' then figure_answer.resolved_late
            when 'filings_pending' then figure_answer.pending_total
            when 'filings_pending_in_time' then figure_answer.pending_in_time
            when 'filings_pending_overdue' then figure_answer.pending_overdue
            when 'late_rate' then figure_answer.denominator - figure_answer.numerator
            else figure_answer.numerator
        end as counted,
        case when scope.indicator_code in ('on_time_rate', 'late_rate', 'online_filing_share') then figure_answer.denominator end as base,
        case scope.indicator_code when 'late_rate' then 1 - figure_answer.rate else figure_answer.rate end as share,
    from figure_answer
    inner join scope
        on scope.told_by = 'filings'
        and scope.scope_id = figure_answer.row_key
        and scope.period_code = figure_answer.period_code
        and case
            when scope.indicator_code in ('on_time_rate', 'late_rate') then figure_answer.measure <> 'online'
            else figure_answer.measure = 'online'
        end
    union all by name
    -- What a list shows on its last day may change in the days after it: until the period's end a figure can only agree.
    select
        scope.figure_id,
        coalesce(procedure_count.coverage, 'none') as coverage,
        procedure_count.coverage is not null as can_agree,
        procedure_count.coverage = 'whole' as can_differ,
        procedure_count.counted,
    from scope
    left join procedure_count on procedure_count.figure_id = scope.figure_id
    where scope.told_by = 'procedures'
),
compared as (
    select
        told.* exclude share,
        reported_figure.operator,
        reported_figure.value,
        case when told.base is null then told.counted else told.share end as recomputed,
        case reported_figure.operator
            when '=' then told.counted = reported_figure.value * coalesce(told.base, 1)
            when '>' then told.counted > reported_figure.value * coalesce(told.base, 1)
            when '>=' then told.counted >= reported_figure.value * coalesce(told.base, 1)
            when '<' then told.counted < reported_figure.value * coalesce(told.base, 1)
            when '<=' then told.counted <= reported_figure.value * coalesce(told.base, 1)
        end as is_as_reported,
        reported_figure.operator = '='
            and told.base is not null
            and told.counted >= (reported_figure.value - printed_half(reported_figure.value)) * told.base
            and told.counted < (reported_figure.value + printed_half(reported_figure.value)) * told.base as is_rounded,
    from told
    inner join reported_figure on reported_figure.figure_id = told.figure_id
),
judged as (
    select
        *,
        case
            when counted is null or base = 0 then 'cannot_check'
            when can_agree and definition <> 'resolved' and (is_as_reported or is_rounded) then 'agrees_by'
            when can_agree and is_as_reported then 'agrees'
            when can_agree and is_rounded then 'agrees_rounded'
            when can_differ then 'differs'
            else 'cannot_check'
        end as agreement,
    from compared
),
ranked as (
    select
        *,
        row_number() over (
            partition by figure_id
            order by
                agreement in ('agrees', 'agrees_rounded') desc,
                agreement = 'agrees_by' desc,
                list_position(['resolved', 'due', 'strict', 'workload', 'received'], definition)
        ) as choice,
    from judged
)
select
    figure_id,
    cast(recomputed as decimal(18, 6)) as recomputed,
    case when base is not null then counted end as recomputed_count,
    base as recomputed_base,
    agreement,
    case when agreement = 'agrees_by' then definition end as agrees_by,
    case
        when agreement = 'cannot_check' or (agreement <> 'differs' and operator <> '=') then null
        else cast(recomputed - value as decimal(18, 6))
    end as difference,
    coverage,
from ranked
where choice = 1
