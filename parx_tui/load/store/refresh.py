"""The incremental refresh of the ledger: what is known is not counted again when files are loaded.

The columns of the ledger are sums over filings. So the ledger as it was, less what filings counted
that no longer count as they did, plus what they count now, is the ledger of all filings; after a
night's changes these are few. Cities of which more than filings has changed (``landed_recount``)
are counted as a whole.
"""

from __future__ import annotations

import duckdb

from parx_tui.data.sqlfiles import chained, file, names, ordered

COUNTED = {"filing_taken_out": "ledger_taken_out", "filing_put_in": "ledger_put_in"}
"""Filings of ``sql/13_refresh`` that are counted, and what they come to."""


def ledger_select(connection: duckdb.DuckDBPyConnection, *, held: str, new: str) -> str:
    """Return the statement that gives the ledger of a build once all that it is counted from is there.

    ``held`` is the name under which the database that is loaded into is attached; ``new`` that of the
    build, which is in use.
    """
    for view in ordered(["refresh"]):
        kind = "table" if view.name in COUNTED else "view"
        connection.execute(f"create temp {kind} {view.name} as {view.body}")
    for (filings, counted), database in zip(COUNTED.items(), (held, new), strict=True):
        connection.execute(f"use {database}")
        # Most loads only bring new filings, and the statement that counts takes long to plan.
        has_any = connection.execute(f"from {filings} limit 1").fetchone()
        ledger_rows = _counting(filings) if has_any else "from held_ledger where false"
        connection.execute(f"create temp table {counted} as {ledger_rows}")
    ledger = file("marts", "ledger")
    terms = ledger.body.rpartition("\norder by ")[2]
    key = ", ".join(name for name in ledger.columns if name not in ledger.measures)
    less = ", ".join(f"-{name} as {name}" for name in ledger.measures)
    sums = ", ".join(f"cast(sum({name}) as bigint) as {name}" for name in ledger.measures)
    return (
        f"select {key}, {sums} from (from ledger_carried union all by name from ledger_put_in "
        f"union all by name select {key}, {less} from ledger_taken_out) "
        f"group by {key} having {' + '.join(f'sum({name})' for name in ledger.measures)} > 0 order by {terms}"
    )


def _counting(filings: str) -> str:
    """Return the statement that counts some filings in the ledger's way, of the database that is in use."""
    ledger = file("marts", "ledger")
    staging = ordered(["staging"], ledger.references & set(names("staging")))
    below = {"filing": f"from {filings}", **{view.name: view.body for view in staging}}
    return chained(ledger.unordered, below)
