-- One row per load of this build that tells something beside what its rows changed: days that no such load of its system spoke for, a filing as it still stands, or rejected cells of a file not loaded before.
-- load_id: the load
with
held as (
    select landed_load.*
    from landed_load
    inner join held_load on held_load.load_id = landed_load.load_id
)
select arrived.load_id
from landed_load as arrived
where arrived.load_id not in (select load_id from held_load)
    and (
        arrived.load_id in (select load_id from filing_step where is_confirming)
        or (
            arrived.load_id in (select load_id from landed_rejected_cell)
            and not exists (
                select 1
                from held
                where held.sha256 = arrived.sha256
                    and held.city_code is not distinct from arrived.city_code
            )
        )
        or (
            arrived.covered_to is not null
            and not exists (
                select 1
                from held
                where held.kind = arrived.kind
                    and held.city_code is not distinct from arrived.city_code
                    and held.source_system = arrived.source_system
                    -- Some lists tell only up to which day they hold.
                    and coalesce(held.covered_from <= arrived.covered_from, arrived.covered_from is null)
                    and held.covered_to >= arrived.covered_to
                    and held.is_whole >= arrived.is_whole
            )
        )
    )
