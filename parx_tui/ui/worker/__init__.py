"""The worker: the process that owns DuckDB, and what the screen needs to hand it tasks."""
