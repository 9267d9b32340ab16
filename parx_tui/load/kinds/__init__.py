"""The kinds of files that can be loaded: a file each says all that there is to say of one, and is named here.

Which words head the column of a field stands in ``words/header.csv``. Options and messages name the kinds before a
file is looked at, so nothing that reads or stores is imported here.
"""

from __future__ import annotations

from parx_tui.load.kinds.agencies import AGENCIES
from parx_tui.load.kinds.calendar import CALENDAR
from parx_tui.load.kinds.filings import FILINGS
from parx_tui.load.kinds.kind import Composite, Coverage, Field, Kind, Refresh, Table
from parx_tui.load.kinds.procedures import PROCEDURES
from parx_tui.load.kinds.reported import REPORTED
from parx_tui.load.kinds.returns import RETURNS
from parx_tui.load.kinds.targets import TARGETS

__all__ = ["KINDS", "Composite", "Coverage", "Field", "Kind", "Refresh", "Table"]

KINDS = {kind.name: kind for kind in (FILINGS, PROCEDURES, AGENCIES, TARGETS, REPORTED, RETURNS, CALENDAR)}
"""All kinds by their names, in the order in which they are listed."""
