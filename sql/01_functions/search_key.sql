-- A text as it is searched: lower case, without accents, đ as d.
create macro search_key(text) as replace(strip_accents(lower(nfc_normalize(text))), 'đ', 'd')
