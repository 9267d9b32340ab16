"""The order of the house: which files may know which others, and how much one function may hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import parx_tui

ROOT = Path(parx_tui.__file__).parent
MODULES = {
    ".".join(("parx_tui", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
ROOMS = {
    "": (),
    "data": ("",),
    "labels": ("", "data"),
    "config": ("", "data"),
    "export": ("", "data", "labels"),
    "load": ("", "data", "labels"),
    "ui": ("", "data", "labels", "export", "config"),
    "cli": ("", "data", "labels", "export", "load", "ui", "config"),
}
"""The rooms of the house, and those whose files each may import; "" is what stands beside them, for all."""

MOST_LINES = 60
"""Lines of a function, from its first line to its last."""


def room(module: str) -> str:
    """Return the room of a module."""
    if module.endswith("__main__"):
        return "cli"
    part = module.split(".")[1] if "." in module else ""
    return part if part in ROOMS else ""


@cache
def tree(module: str) -> ast.Module:
    """Return the parsed source of a module."""
    return ast.parse(MODULES[module].read_text("utf-8"))


def imported(module: str) -> set[str]:
    """Return the modules of the program that a module imports, at its start or within a function."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            # "from a import b" may name a module b, or what module a holds.
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in inside}
    return found & MODULES.keys() - {module}


def functions(module: str) -> Iterator[tuple[str, int]]:
    """Give the functions of a module with the number of lines of each."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_knows_one_that_knows_it() -> None:
    try:
        list(TopologicalSorter({module: imported(module) for module in MODULES}).static_order())
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_imports_run_down() -> None:
    wrong = {
        (module, other)
        for module in MODULES
        for other in imported(module)
        if room(other) not in (room(module), *ROOMS[room(module)])
    }
    assert wrong == set()


def test_the_layers_below_know_no_screen() -> None:
    for module in MODULES:
        if room(module) in ("data", "export", "load"):
            libraries = {
                name.split(".")[0]
                for node in ast.walk(tree(module))
                if isinstance(node, ast.Import | ast.ImportFrom)
                for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
            }
            assert libraries.isdisjoint({"textual", "rich", "click"}), module


def test_a_function_can_be_seen_at_once() -> None:
    long = {(module, name): lines for module in MODULES for name, lines in functions(module) if lines > MOST_LINES}
    assert long == {}
