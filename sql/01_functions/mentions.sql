-- Whether a text contains another one, without regard to accents and case.
create macro mentions(text, wanted) as contains(search_key(text), search_key(wanted))
