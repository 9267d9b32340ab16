# Everything sets itself up in .venv; PYTHON names the interpreter to make it with.
PYTHON ?= python3
LOWEST_DUCKDB = 1.5.0
DUCKDB_TESTS = $(patsubst %,tests/test_%.py,checks database examples export load properties returns sample sql)
SHELL = /bin/bash

.PHONY: run test lint types package lowest bench catalogue page examples picture sample clean

run: .venv/ready
	.venv/bin/parx-tui

test: .venv/ready
	.venv/bin/pytest

lint: .venv/ready
	.venv/bin/ruff check
	.venv/bin/ruff format --check

types: .venv/ready
	.venv/bin/mypy

# The wheel, built and installed alone, must find its SQL files and its sample.
package: .venv/ready
	rm -rf dist
	.venv/bin/python -m build --outdir dist > /dev/null
	$(PYTHON) -m venv --clear .venv-package
	.venv-package/bin/pip install --quiet dist/*.whl
	cd / && $(CURDIR)/.venv-package/bin/parx-tui --export drill --city "quy nhon" --period 2021-04 --lang en | grep -q "^Quy Nhơn,540,5618,"
	cd / && $(CURDIR)/.venv-package/bin/parx-tui check
	@echo "package: fine"

# What DuckDB does for the program, once more on the lowest version that is supported.
lowest: .venv-lowest/ready
	.venv-lowest/bin/pytest $(DUCKDB_TESTS)

bench: .venv/ready
	.venv/bin/python -m benchmarks

# The translations: messages of the code, of the SQL headers and of Click into the catalogue, and that compiled.
catalogue: .venv/ready
	.venv/bin/python -m tests.catalogue

# docs/reports.md out of the headers of the reports, docs/keys.md out of the table of keys.
page: .venv/ready
	.venv/bin/python -m tests.reports_page
	.venv/bin/python -m tests.keys_page

# The files of examples/, made up and each with a mess of its own.
examples: .venv/ready
	.venv/bin/python -m tests.examples_build

# The picture of the README and the screens that a test compares with, drawn by the program.
picture: .venv/ready
	.venv/bin/python -m tests.picture

sample: .venv/ready
	.venv/bin/parx-tui sample sample.duckdb --force

clean:
	rm -rf .venv .venv-lowest .venv-package dist build .pytest_cache .ruff_cache .mypy_cache .hypothesis

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.venv-lowest/ready: pyproject.toml
	$(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]' duckdb==$(LOWEST_DUCKDB)
	touch $@
