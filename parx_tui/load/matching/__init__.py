"""Names of units, procedures, fields and cities in a file, matched with those of the database."""
