"""parx-tui: reports on administrative procedures and filings, from a local database."""

__version__ = "0.1.0"
