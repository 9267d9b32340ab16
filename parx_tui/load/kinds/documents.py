"""What targets and reported figures have in common: they are figures of indicators that stand in documents."""

from __future__ import annotations

from parx_tui.load.kinds.kind import Composite, Table

SOURCE_DOCUMENTS = Table(
    "landed_source_document",
    key=("source_id",),
    if_missing=dict.fromkeys(("document", "issuer", "about_period", "published_on", "publisher")),
    stored="source_document",
)
"""The documents that rows name."""

FIGURE_COMPOSITES = (
    Composite("told_operator", ("operator", "value"), ("operator",), "operator_in_value", is_exclusive=False),
    Composite("told_unit", ("unit", "value", "indicator"), ("value",), "unit_of_value", is_exclusive=False),
)
"""How a figure binds and what it is measured in, which its own cell may say."""
