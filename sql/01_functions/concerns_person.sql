-- Whether what stands where a filing's code should is about a person: words of a name, a telephone number, an e-mail address or the number of an identity card. Most codes are none of these at a glance.
create macro concerns_person(text) as case
    when strlen(text) = length(text)
        and ascii(text) > 48
        and not contains(text, ' ')
        and not contains(text, chr(9))
        and not contains(text, '@')
        then false
    else regexp_matches(text, '@|\pL\s+\pL|^\s*0[35789]\d{8}\s*$|^\s*0\d{11}\s*$')
end
