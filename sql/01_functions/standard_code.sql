-- The code of a filing in the standard form, agency-yymmdd-serial: H56.14-240823-0001; a serial has four digits at least.
create macro standard_code(agency_code, received_on, code_serial) as concat(
    agency_code,
    '-',
    strftime(received_on, '%y%m%d'),
    '-',
    case when code_serial < 10000 then lpad(cast(code_serial as varchar), 4, '0') else cast(code_serial as varchar) end
)
