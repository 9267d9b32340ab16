# Everything sets itself up in .venv; PYTHON names the interpreter to make it with.
PYTHON ?= python3
# What libraries do for the program: DuckDB, the readers of files, Click, Textual.
LIBRARY_TESTS = $(patsubst %,tests/test_%.py,checks database examples export formats grid i18n keys load maps properties returns sample sql)
PIP = pip install --quiet --disable-pip-version-check
SHELL = /bin/bash

.PHONY: run test deep soak lint types package lowest newest bench catalogue page shape examples picture sample clean

run: .venv/ready
	.venv/bin/parx-tui

test: .venv/ready
	.venv/bin/pytest

# What tries examples and steps, with many of them and with all.
deep: .venv/ready
	TEST_DEPTH=deep .venv/bin/pytest -m deepens -o timeout=1500 -o faulthandler_timeout=1560

# The same with other examples at each run, for hours.
soak: .venv/ready
	TEST_DEPTH=soak .venv/bin/pytest -m deepens -o timeout=0 -o faulthandler_timeout=0

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
	.venv-package/bin/$(PIP) dist/*.whl
	cd / && $(CURDIR)/.venv-package/bin/parx-tui --export drill --city "quy nhon" --period 2021-04 --lang en | grep -q "^Quy Nhơn,540,5618,"
	cd / && $(CURDIR)/.venv-package/bin/parx-tui check
	@echo "package: fine"

# What libraries do for the program, once more on the lowest versions that are supported.
lowest: .venv-lowest/ready
	.venv-lowest/bin/pytest $(LIBRARY_TESTS)

# Everything on the newest versions there are, also above the bounds of pyproject.toml. What fails here waits to be
# mended, and then the bound to be moved.
newest:
	$(PYTHON) -m venv .venv-newest
	.venv-newest/bin/$(PIP) --upgrade --upgrade-strategy eager $$($(PYTHON) -m tests.requirements newest)
	.venv-newest/bin/$(PIP) --no-deps --editable .
	failed=; for tool in pytest "ruff check" "ruff format --check" mypy; do \
		.venv-newest/bin/$$tool || failed="$$failed $$tool;"; \
	done; test -z "$$failed" || { echo "newest: failed:$$failed" >&2; exit 1; }

bench: .venv/ready
	.venv/bin/python -m benchmarks

# The translations: messages of the code, of the SQL headers and of Click into the catalogue, and that compiled.
catalogue: .venv/ready
	.venv/bin/python -m tests.catalogue

# docs/reports.md out of the headers of the reports, docs/keys.md out of the table of keys, both in both languages.
page: .venv/ready
	.venv/bin/python -m tests.reports_page
	.venv/bin/python -m tests.keys_page

# The tables of a database, which the program holds a file against before it reads it, out of those that it builds.
shape: .venv/ready
	.venv/bin/python -m tests.shape_file

# The files of examples/, made up and each with a mess of its own.
examples: .venv/ready
	.venv/bin/python -m tests.examples_build

# The picture of the README and the screens that a test compares with, drawn by the program.
picture: .venv/ready
	.venv/bin/python -m tests.picture

sample: .venv/ready
	.venv/bin/parx-tui sample sample.duckdb --force

clean:
	rm -rf .venv .venv-lowest .venv-newest .venv-package dist build .pytest_cache .ruff_cache .mypy_cache .hypothesis

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/$(PIP) --editable '.[dev]'
	touch $@

.venv-lowest/ready: pyproject.toml
	$(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/$(PIP) --editable '.[dev]' $$($(PYTHON) -m tests.requirements lowest)
	touch $@
