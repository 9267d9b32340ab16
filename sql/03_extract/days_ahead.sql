-- One row: what filings read from a file tell of days after the last one for which the filings of their city are known. It has not happened yet, and counts once what is loaded reaches those days.
-- $load_known_to: last day that this file or an earlier one of the city speaks for
-- received_ahead: rows received on a later day
-- examples: the first three of them: row number, code and day of receipt
-- closed_ahead: rows received by that day and resolved or withdrawn on a later one
with
dated as (
    select
        row_number,
        filing_code,
        cast(received_on as date) as received_on,
        greatest(cast(completed_on as date), cast(withdrawn_on as date)) as closed_on,
        cast(getvariable('load_known_to') as date) as known_to,
    from read_row
),
ahead as (
    select
        row_number,
        filing_code,
        received_on,
    from dated
    where received_on > known_to
)
select
    (select count(*) from ahead) as received_ahead,
    (
        select list((row_number, filing_code, received_on) order by row_number)
        from (from ahead order by row_number limit 3)
    ) as examples,
    (select count(*) from dated where received_on <= known_to and closed_on > known_to) as closed_ahead,
