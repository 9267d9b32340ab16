"""How much a run of the tests tries: little at every change, all before a change lands, any amount by hand.

``TEST_DEPTH`` chooses: "quick" (``make test``), "deep" (``make deep``: many examples, every step of a load) or "soak"
(``make soak``: other examples at each run, for hours).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import settings

Test = TypeVar("Test", bound=Callable[..., Any])
Step = TypeVar("Step")

TIMES = {"quick": 1, "deep": 8, "soak": 400}
"""How many times the examples of a quick run each depth tries."""

DEPTH = os.environ.get("TEST_DEPTH", "quick")
if DEPTH not in TIMES:
    raise pytest.UsageError(f"TEST_DEPTH is {DEPTH}; it can be: {', '.join(TIMES)}")

deepens = pytest.mark.deepens
"""Marks a test that tries more in a deeper run: these alone are run there."""


def examples(quick: int, **others: Any) -> Callable[[Test], Test]:
    """Have a property tried on so many examples in a quick run; ``others`` are settings of Hypothesis."""
    chosen = settings(max_examples=quick * TIMES[DEPTH], derandomize=DEPTH != "soak", **others)
    return lambda test: deepens(chosen(test))


def some(steps: Sequence[Step], quick: int) -> list[Step]:
    """Return all steps, or so many of them in a quick run: the first, the last, and others evenly between them."""
    if DEPTH != "quick" or len(steps) <= quick:
        return list(steps)
    return [steps[number * (len(steps) - 1) // (quick - 1)] for number in range(quick)]


def seeds(quick: int) -> range:
    """Return the seeds of what a test draws with dice of its own."""
    return range(quick * TIMES[DEPTH])
