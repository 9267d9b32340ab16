-- One row per filing that may count in another way because its city is known to a later day now: one with a date from the last day known on, or whose clock stands by its status alone.
-- filing_id: the filing
with
late_pause as (
    select
        filing_id,
        max(greatest(paused_from, resumed_on)) as last_on,
    from filing_pause
    group by filing_id
)
select filing.filing_id
from filing
inner join agency on agency.agency_id = filing.agency_id
inner join carried_city on carried_city.city_id = agency.city_id
inner join filing_status on filing_status.status_id = filing.status_id
left join late_pause on late_pause.filing_id = filing.filing_id
where greatest(
        filing.received_on,
        filing.due_on,
        filing.reappointed_due_on,
        filing.completed_on,
        filing.withdrawn_on,
        late_pause.last_on
    ) >= carried_city.moved_from
    or (
        carried_city.moved_from is not null
        and filing_status.counted_as = 'paused'
        and filing.completed_on is null
        and filing.withdrawn_on is null
    )
