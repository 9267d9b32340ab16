"""The database file: built out of landed rows, put in the place of the one before, kept in versions.

``build`` makes a new file; ``upsert`` changes lists, ``refresh`` counts its ledger without counting again what
is known. ``publish`` lets one writer in at a time, ``versions`` takes a load back, ``upgrade``
brings a file of an earlier version up to date.
"""
