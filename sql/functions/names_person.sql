-- Whether what stands where a filing's code should is about a person: words of a name, a telephone number, an e-mail address or the number of an identity card.
create macro names_person(text) as regexp_matches(text, '@|\pL\s+\pL|^0[35789]\d{8}$|^0\d{11}$')
