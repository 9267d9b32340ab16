"""The steps of a load: each imports those before it, and none in a circle."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import parx_tui.load
from parx_tui.load.kinds import KINDS

LOAD = Path(parx_tui.load.__file__).parent


def imported(path: Path) -> set[str]:
    """Return the parts of ``parx_tui.load`` that a module imports when it is imported itself."""
    modules = [
        node.module
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module
    ]
    return {module.split(".")[2] for module in modules if module.startswith("parx_tui.load.")}


def test_no_step_imports_one_that_imports_it() -> None:
    steps: dict[str, set[str]] = {}
    for path in LOAD.rglob("*.py"):
        step = path.relative_to(LOAD).parts[0].removesuffix(".py")
        steps[step] = steps.get(step, set()) | imported(path) - {step}
    order = [
        step for step in TopologicalSorter(steps).static_order() if step in ("values", "headers", "rows", "pipeline")
    ]
    assert order == ["values", "headers", "rows", "pipeline"]


def test_kinds_import_nothing_that_reads_or_stores() -> None:
    assert set().union(*(imported(path) for path in (LOAD / "kinds").glob("*.py"))) == {"kinds"}


def test_no_module_knows_a_kind_by_its_name() -> None:
    knowing = [
        f"{path.relative_to(LOAD)}:{node.lineno}"
        for path in LOAD.rglob("*.py")
        if path.parent.name != "kinds"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare) and "kind" in ast.unparse(node.left) and names_kind(node)
    ]
    assert knowing == []


def names_kind(node: ast.Compare) -> bool:
    """Whether something is compared with the name of a kind."""
    return any(
        isinstance(part, ast.Constant) and part.value in KINDS for other in node.comparators for part in ast.walk(other)
    )
