"""CONTRIBUTING.md names files that are there, and as many as it says."""

from __future__ import annotations

import re

import pytest

from tests.pages import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w.-]+\.(?:md|py|toml|csv|duckdb))`")
"""What is a file or a folder: it has a slash, or ends like a file."""

STANDS_FOR_ANY = re.compile(r"NAME|VERSION")
ROW = re.compile(r"^\| (?P<what>.+?) \| (?P<files>.+?) \| (?P<number>\d+)(?: \+ \d+)? \|", re.MULTILINE)
"""A row of the table of what one wants to add."""

ROWS = PAGE.partition("## I want to add")[2].partition("\n## ")[0].strip().partition("| --- |")[2].splitlines()[1:]


def test_every_file_and_folder_is_there() -> None:
    named = set(PATH.findall(PAGE))
    assert len(named) > 50
    assert {name for name in named if not list(ROOT.glob(STANDS_FOR_ANY.sub("*", name)))} == set()


@pytest.mark.parametrize("row", ROWS)
def test_every_row_names_as_many_files_as_it_says(row: str) -> None:
    found = ROW.match(row)
    assert found, row
    files = PATH.findall(found["files"])
    assert len(set(files)) == len(files) == int(found["number"]) > 0
