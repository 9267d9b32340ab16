"""What pyproject.toml asks to be installed, to be tried at its ends: ``python -m tests.requirements lowest|newest``.

It is run before anything is installed, and so imports nothing that would have to be.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:>=(?P<low>[\w.]+))?(?:,?<(?P<high>[\w.]+))?")
"""A name with the lowest version and the first one above all, either of which may be left out."""


def requirements() -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return what the program needs to run, and what its developers need besides.

    Raises ``ValueError`` for a requirement that is written in another way.
    """
    project = tomllib.loads(Path(__file__).parent.with_name("pyproject.toml").read_text("utf-8"))["project"]
    return parsed(project["dependencies"]), parsed(project["optional-dependencies"]["dev"])


def parsed(texts: list[str]) -> list[re.Match[str]]:
    """Return the parts of each requirement."""
    found = [match for text in texts if (match := REQUIREMENT.fullmatch(text))]
    if len(found) < len(texts):
        raise ValueError(f"Written in another way: {texts}")
    return found


def lowest() -> list[str]:
    """Return the requirements of the program, each at the lowest version that is supported."""
    return [f"{needed['name']}=={needed['low']}" for needed in requirements()[0]]


def newest() -> list[str]:
    """Return all requirements without bounds."""
    return sorted({needed["name"] for group in requirements() for needed in group})


if __name__ == "__main__":
    sys.stdout.write(" ".join({"lowest": lowest, "newest": newest}[sys.argv[1]]()))
