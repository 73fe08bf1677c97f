# Everything is run from here; `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8462
DEMO ?= herewith-demo
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo setup test check format bench lock neural spark validators clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/run.stamp ## Build the sample edition and serve it on this machine
	@$(BIN)/herewith demo $(DEMO) --port $(PORT)

setup: $(VENV)/dev.stamp ## Install everything that development and tests need

spark: $(VENV)/spark.stamp ## Install what the tests of Spark need (large; needs Java)

test: $(VENV)/dev.stamp ## Run the tests
	$(BIN)/python -m pytest -n auto -q

check: $(VENV)/dev.stamp lint test ## Format, lint, types, import contracts, tests: what CI runs

.PHONY: lint
lint: $(VENV)/dev.stamp ## Format, lint, types and import contracts only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp ## Put the code into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.stamp $(VENV)/peers.stamp ## Print the tables of quality and speed
	PYTHONPATH=$(VENV)/peers $(BIN)/python -m bench

lock: $(VENV)/dev.stamp ## Resolve the locked requirements anew
	$(PIP) uv
	for kind in run dev build spark peers; do sh requirements/lock.sh $$kind $(BIN)/uv; done

neural: $(VENV)/neural.stamp ## Install torch and sentence-transformers for the tests of encoders

validators: $(VENV)/validators.stamp ## Install the checkers of HTML and of accessibility (needs npm)

clean: ## Remove what can be remade
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Herewith needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements/run.txt requirements/build.txt pyproject.toml
	$(PIP) --require-hashes -r requirements/build.txt
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/peers.stamp: $(VENV)/bin/python requirements/peers.txt
	$(PIP) --require-hashes --target $(VENV)/peers -r requirements/peers.txt
	@touch $@

$(VENV)/neural.stamp: $(VENV)/dev.stamp requirements/neural.txt
	$(PIP) -r requirements/neural.txt
	@touch $@

$(VENV)/validators.stamp: $(VENV)/bin/python requirements/node/package-lock.json
	mkdir -p $(VENV)/validators
	cp requirements/node/package.json requirements/node/package-lock.json $(VENV)/validators
	npm ci --prefix $(VENV)/validators --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt requirements/schema.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --require-hashes --no-deps --no-build-isolation -r requirements/schema.txt
	@touch $@

$(VENV)/spark.stamp: $(VENV)/dev.stamp requirements/spark.txt
	$(PIP) --require-hashes --no-deps --no-build-isolation -r requirements/spark.txt
	@touch $@
