-- One row per reported figure that the filings or the lists of procedures can tell: what was counted, and whether that is what was reported.
-- figure_id: the figure
-- recomputed: the figure as counted; shares to four digits
-- recomputed_count: upper number of a share; null for counts
-- recomputed_base: lower number of a share; null for counts
-- agreement: agrees, agrees_rounded, agrees_by, differs or cannot_check
-- agrees_by: definition of on time by which it agrees, when not by resolved
-- difference: recomputed less reported; null for a bound that holds and where nothing can be compared
-- coverage: whole, part or none: how much of the period the loads know
with
comparison as (
    select
        counted.* exclude share,
        reported.operator,
        reported.value,
        case when counted.base is null then counted.counted else counted.share end as recomputed,
        meets(reported.operator, counted.counted, reported.value * coalesce(counted.base, 1)) as is_as_reported,
        reported.operator = '='
            and counted.base is not null
            and counted.counted >= (reported.value - printed_half(reported.value)) * counted.base
            and counted.counted < (reported.value + printed_half(reported.value)) * counted.base as is_rounded,
    from figure_measure as counted
    inner join reported_figure as reported on reported.figure_id = counted.figure_id
),
figure_agreement as (
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
    from comparison
),
figure_choice as (
    select
        *,
        row_number() over (
            partition by figure_id
            order by
                agreement in ('agrees', 'agrees_rounded') desc,
                agreement = 'agrees_by' desc,
                list_position(['resolved', 'due', 'strict', 'workload', 'received'], definition)
        ) as choice,
    from figure_agreement
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
from figure_choice
where choice = 1
