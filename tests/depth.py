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

TIMES = {"quick": 1, "deep": 5, "soak": 400}
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


only_deep = pytest.mark.skipif(DEPTH == "quick", reason="make deep tries it")
"""Leaves a test that takes long out of a quick run; it is marked with ``deepens`` too."""

SLOW = {
    f"tests.test_{name}"
    for name in (
        *("access", "database_is_data", "days_covered", "examples", "export", "keys", "left_out", "load_again"),
        *("load_command", "load_lists", "load_safe", "load_undo", "options", "period_list", "properties"),
        *("migration", "quality_screen", "reported", "returns", "sanitize", "screen", "upgrade"),
    )
}
"""Modules whose tests load files, run whole reports or drive the screen: a case takes half a second and more."""

CASES = 1
"""Cases of one test of a slow module that a quick run tries."""


def some(steps: Sequence[Step], quick: int) -> list[Step]:
    """Return all steps, or so many of them in a quick run: the first, the last, and others evenly between them."""
    if DEPTH != "quick" or len(steps) <= quick:
        return list(steps)
    if quick == 1:
        return [steps[0]]
    return [steps[number * (len(steps) - 1) // (quick - 1)] for number in range(quick)]


def without_most_cases(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Part the tests of a run into those to be run and, in a quick one, the further cases of slow tests.

    Tests that lose cases are marked, so that a deeper run tries them all.
    """
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        module = getattr(item, "module", None)
        key = item.nodeid.partition("[")[0] if module and module.__name__ in SLOW else item.nodeid
        cases.setdefault(key, []).append(item)
    kept: set[pytest.Item] = set()
    for together in cases.values():
        if len(together) > CASES:
            for item in together:
                item.add_marker(deepens)
        kept.update(some(together, CASES))
    return [item for item in items if item in kept], [item for item in items if item not in kept]


def seeds(quick: int) -> range:
    """Return the seeds of what a test draws with dice of its own."""
    return range(quick * TIMES[DEPTH])
