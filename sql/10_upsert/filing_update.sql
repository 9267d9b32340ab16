-- One row per filing handed over whose key the database knows already, or another row handed over has: whether it may still tell anything of its filing; its other columns are those of incoming_filing.
-- incoming_id: rowid of the row in incoming_filing
-- held_filing_id: number of the filing in the database that is loaded into; null for a new one
-- is_older: true for a row of an earlier day than what is known; it tells nothing
-- is_other: true for a row that differs from what the database knows
with
repeated_code as (
    select hash(filing_code) as code_hash
    from incoming_filing
    group by code_hash
    having count(*) > 1
),
-- A list may be printed long after the last day that it speaks for: then it is of the later day.
match as (
    select
        incoming.*,
        incoming.rowid as incoming_id,
        known.held_filing_id,
        known.told_on as known_told_on,
        known.covered_to as known_covered_to,
        max(incoming.told_on) over (
            partition by incoming.city_id, incoming.source_system, incoming.filing_code
            order by incoming.covered_to
            groups between unbounded preceding and 1 preceding
        ) as told_before_on,
        lag(incoming.told_on) over (
            partition by incoming.city_id, incoming.source_system, incoming.filing_code, incoming.covered_to
            order by incoming.load_id, incoming.row_number
        ) as told_of_same_days_on,
        coalesce(incoming.completed_on, incoming.withdrawn_on) is not null as tells_end,
        known.held_filing_id is not null
        and (
            incoming.agency_id is distinct from known.agency_id
            or incoming.procedure_id is distinct from known.procedure_id
            or incoming.received_on is distinct from known.received_on
            or (incoming.channel_id is not null and incoming.channel_id is distinct from known.channel_id)
            or (
                incoming.status_id is not null
                and incoming.status_id is distinct from known.status_id
                and not coalesce(coalesce(known.completed_on, known.withdrawn_on) > incoming.covered_to, false)
            )
            or (
                coalesce(incoming.reappointed_due_on, incoming.due_on) is not null
                and coalesce(incoming.reappointed_due_on, incoming.due_on)
                    is distinct from coalesce(known.reappointed_due_on, known.due_on)
            )
            or (
                incoming.tells_closing
                and case
                    -- What ended after its last day may well have been open then.
                    when coalesce(incoming.completed_on, incoming.withdrawn_on) is null
                        then coalesce(known.completed_on, known.withdrawn_on) <= incoming.covered_to
                    else incoming.completed_on is distinct from known.completed_on
                        or incoming.withdrawn_on is distinct from known.withdrawn_on
                end
            )
        ) as is_other,
    from incoming_filing as incoming
    left join known_filing as known
        on known.city_id = incoming.city_id
        and known.source_system = incoming.source_system
        and known.filing_code = incoming.filing_code
    where known.held_filing_id is not null
        or hash(incoming.filing_code) in (select code_hash from repeated_code)
)
-- Another list of the same days may correct an end, though it is of an earlier day then.
select
    * exclude (known_told_on, known_covered_to, told_before_on, told_of_same_days_on, tells_end),
    coalesce(told_on < known_told_on and not (tells_end and covered_to = known_covered_to), false)
    or coalesce(told_on < told_before_on, false)
    or coalesce(told_on < told_of_same_days_on and not tells_end, false) as is_older,
from match
