-- The code of a filing as it is kept and compared: any dash a plain one, and a code in the standard form in capitals, however it was typed.
create macro filing_key(text) as case
    when strlen(text) = length(text) and ascii(text) < 97 then text
    when regexp_full_match(
        standard_code(regexp_replace(text, '[\x{2010}-\x{2015}\x{2212}]', '-', 'g'), 'agency'),
        '(?i)(\d+\.)*[a-z]\d{1,2}(\.\d+)*'
    )
        then upper(regexp_replace(text, '[\x{2010}-\x{2015}\x{2212}]', '-', 'g'))
    else regexp_replace(text, '[\x{2010}-\x{2015}\x{2212}]', '-', 'g')
end
