-- One row per procedure and stretch of one service level: on the day of the report of online services as many at level 3 and 4 as it says.
-- load_id: load that it belongs to
-- city_code: the city
-- procedure_code: the procedure
-- service_level: its service level
-- valid_from: first day of the stretch
-- valid_to: last day of the stretch
-- on_national_portal_since: first day on the national portal
with
placed as (
    select
        procedure.*,
        online.level_3 + online.level_4 as online_procedures,
        online.level_4,
        online.national_portal,
        coalesce(procedure.published_on <= online.as_of, true)
            and coalesce(procedure.abolished_on > online.as_of, true) as is_in_report,
        online.as_of,
    from sample_procedure as procedure
    inner join sample_online as online on online.city_code = procedure.city_code
),
ranked as (
    select
        *,
        row_number() over (partition by city_code, is_in_report order by is_typical desc, md5(code)) as place,
    from placed
),
levelled as (
    select
        *,
        case
            when is_in_report and place > online_procedures then '2'
            when is_in_report
                and place * level_4 // online_procedures > (place - 1) * level_4 // online_procedures
                then '4'
            when published_on > as_of and place % 3 = 0 then '4'
            else '3'
        end as service_level,
        case
            when is_in_report and place <= national_portal then date '2020-07-01' + cast(place % 300 as integer)
            when published_on > as_of and place % 2 = 0 then published_on
        end as on_national_portal_since,
        -- One level 3 procedure in twenty goes online wholly at the turn of the year 2022.
        case when is_in_report and place % 20 = 10 then date '2022-01-01' end as raised_on,
    from ranked
)
select
    load_id,
    city_code,
    code as procedure_code,
    service_level,
    null as valid_from,
    case when service_level = '3' then cast(raised_on - interval 1 day as date) end as valid_to,
    on_national_portal_since,
from levelled
union all
select
    load_id,
    city_code,
    code as procedure_code,
    '4' as service_level,
    raised_on as valid_from,
    null as valid_to,
    on_national_portal_since,
from levelled
where service_level = '3'
    and raised_on is not null
