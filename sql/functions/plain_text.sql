-- A text as it is kept: composed (NFC), without white space at its ends; inside, a blank that does not break is a plain one.
create macro plain_text(text) as nfc_normalize(replace(regexp_replace(text, '^[\x09-\x0d\x1c-\x20\x{85}\p{Z}]+|[\x09-\x0d\x1c-\x20\x{85}\p{Z}]+$', '', 'g'), chr(160), ' '))
