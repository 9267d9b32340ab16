-- A text as it is kept: composed (NFC), without white space at its ends and the apostrophe that keeps spreadsheets from taking it for a formula; inside, a blank that does not break is a plain one. Most codes are plain already, which is seen faster than mended.
create macro plain_text(text) as case
    when strlen(text) = length(text) and ascii(text) > 39 and ascii(right(text, 1)) > 32 then text
    else nfc_normalize(replace(regexp_replace(
        text,
        '^[\x09-\x0d\x1c-\x20\x{85}\p{Z}]*''[\x09-\x0d\x1c-\x20\x{85}\p{Z}]*([=+@＝＋－＠﹦﹢﹣﹫-])'
        || '|^[\x09-\x0d\x1c-\x20\x{85}\p{Z}]+|[\x09-\x0d\x1c-\x20\x{85}\p{Z}]+$',
        '\1',
        'g'
    ), chr(160), ' '))
end
