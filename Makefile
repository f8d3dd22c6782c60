# What people type. Needs Python 3.11 or newer and make; everything else goes into .venv.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-browser check messages mutations soak screenshots bench wheel clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/run.done ## Install, set up the starter catalogue, run web and worker (PORT=8000)
	@$(BIN)/catalogue run --port $(PORT)

test: $(VENV)/test.done ## Run the tests; browser tests run when a Chromium is there
	@$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not audit"

test-browser: $(VENV)/test.done ## Run the browser tests; fails without a Chromium
	@CATALOGUE_REQUIRE_BROWSER=1 $(BIN)/python -m pytest -q -m browser

check: $(VENV)/check.done ## Lint, format, types, templates, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive --ini setup.cfg
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m pytest -q tests/test_architecture.py

soak: $(VENV)/test.done ## Kill writers, ask random queries, tell random stories, send hostile strings, audit every page (long)
	$(BIN)/python -m tests.soak.kills
	$(BIN)/python -m tests.soak.index_kills
	$(BIN)/python -m tests.soak.commits
	$(BIN)/python -m tests.soak.queries
	$(BIN)/python -m tests.soak.stories
	$(BIN)/python -m tests.soak.hostile
	$(BIN)/python -m tests.soak.audits

mutations: $(VENV)/test.done ## Break one rule of the catalogue at a time and see that a test fails (a quarter of an hour)
	$(BIN)/python -m tests.soak.mutations

messages: $(VENV)/test.done ## Collect the words of the interface, update and compile the translations
	@$(BIN)/python -m tests.messages

screenshots: $(VENV)/test.done ## Take every page at two widths in three modes into screenshots/
	$(BIN)/python -m tests.screenshots screenshots

bench: $(VENV)/bench.done ## Measure against named peers
	$(BIN)/python -m benchmarks.intake
	$(BIN)/python -m benchmarks.harvest
	$(BIN)/python -m benchmarks.intake_growth
	$(BIN)/python -m benchmarks.matching
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.search_http
	$(BIN)/python -m benchmarks.pages

wheel: $(VENV)/check.done ## Build dist/*.whl
	$(BIN)/python -m build --wheel --outdir dist .

clean: ## Remove the virtual environment and build output; the instance stays
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt install python3-venv"; exit 1; }

$(VENV)/run.done: $(VENV)/bin/python setup.cfg pyproject.toml
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/test.done: $(VENV)/run.done
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(VENV)/bench.done: $(VENV)/test.done
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

$(VENV)/check.done: $(VENV)/test.done
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[check]'
	@touch $@
