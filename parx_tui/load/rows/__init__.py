"""The rows of a sheet: their texts in DuckDB, the values that these are read into, and the cells that are rejected."""
