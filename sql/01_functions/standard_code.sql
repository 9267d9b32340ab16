-- The form of a filing's code, agency-yymmdd-serial: H56.14-240823-0001; a serial has four digits at least. Made of agency, day and serial, or taken apart into its 'agency', 'day' and 'serial': of a code of another form agency is empty and day null, and the last is no serial of it.
create macro standard_code(agency_code, received_on, code_serial) as concat(
    agency_code,
    '-',
    strftime(received_on, '%y%m%d'),
    '-',
    case when code_serial < 10000 then lpad(cast(code_serial as varchar), 4, '0') else cast(code_serial as varchar) end
),
(code, part) as case part
    when 'agency' then regexp_extract(code, '^(.*)-(\d{6})-(\d+)$', 1)
    when 'day' then cast(
        cast(try_strptime(regexp_extract(code, '^(.*)-(\d{6})-(\d+)$', 2), '%y%m%d') as date) as varchar
    )
    when 'serial' then split_part(code, '-', -1)
end
