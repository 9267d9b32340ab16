"""The map of an office: a TOML file that says which column of its exports holds which field, and what its words mean.

``read_map`` reads one that an officer has finished; ``draft_map`` writes one from a file, to be finished.
"""

from __future__ import annotations

from parx_tui.load.headers.office_map import OfficeMap
from parx_tui.load.maps.draft import draft_map
from parx_tui.load.maps.read import read_map

__all__ = ["OfficeMap", "draft_map", "read_map"]
