"""Write all files of ``examples/`` again."""

from __future__ import annotations

from pathlib import Path

from tests.examples_build import exports, lists, register, returns, troubles

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
FILES = lists.FILES | exports.FILES | register.FILES | troubles.FILES | returns.FILES


def main() -> None:
    """Write the files."""
    for name, content in FILES.items():
        (EXAMPLES / name).write_bytes(content())


if __name__ == "__main__":
    main()
