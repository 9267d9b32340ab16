-- One row per made-up filing, as an office would hand it over: sample_filing with a code in the standard form and its pause.
-- Sở and huyện number their filings through the year, communes by the day: real offices do either.
select
    *,
    concat(
        agency_code,
        '-',
        strftime(received_on, '%y%m%d'),
        '-',
        format(
            '{:04d}',
            row_number() over (
                partition by
                    city_code,
                    agency_code,
                    case when level = 'xa' then received_on else date_trunc('year', received_on) end
                order by received_on, dice
            )
        )
    ) as filing_code,
from sample_filing
