-- The national part of a procedure code, the same in every city; a code of another form is taken as it stands: 1.001776 of 1.001776.H56, 1.001776.000.00.00.H56 and 1.001776, however it is spelled.
create macro national_code(code) as coalesce(nullif(regexp_extract(code, '^\d\.\d{6}'), ''), code)
