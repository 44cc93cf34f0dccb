# The doors of the house. `make serve` and `make test` each work alone on a fresh clone; see README.md.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
FUZZ_SECONDS ?= 600
SEED ?= 7
BIN := .venv/bin

# What the built registry depends on: its data, its model, its pages and its code.
INPUTS := $(shell find registry schema mappings site releases src/harmlex mkdocs.yml docs -type f \
  -not -path '*/__pycache__/*' -not -path 'src/harmlex/data/*' 2>/dev/null | tr ' ' '?')

.PHONY: help setup serve build check fmt generate lock test lint wheel fuzz bench clean

help: ## Say what can be made.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: .setup/python ## Prepare .venv; does nothing when nothing changed.

.setup/python: requirements.lock pyproject.toml scripts/setup
	@PYTHON="$(PYTHON)" scripts/setup python
	@mkdir -p .setup && touch $@

.setup/browser: scripts/setup
	@scripts/setup browser
	@mkdir -p .setup && touch $@

build/.built: .setup/python $(INPUTS)
	@$(BIN)/harmlex check --fail-on error
	@$(BIN)/harmlex build --out build
	@touch $@

build: build/.built ## Check the registry and write every export and the site to build/.

serve: build/.built ## Set up, check, build, and serve glossary and API on http://127.0.0.1:8000.
	@$(BIN)/harmlex serve --host $(HOST) --port $(PORT) --dir build

check: .setup/python ## Say what is wrong in the registry.
	@$(BIN)/harmlex check

fmt: .setup/python ## Write registry and code in their canonical form.
	@$(BIN)/harmlex fmt
	@$(BIN)/ruff format -q src tests benchmarks && $(BIN)/ruff check -q --fix src tests benchmarks

generate: .setup/python ## Generate code and schemas from schema/.
	@$(BIN)/harmlex generate

lint: .setup/python
	@$(BIN)/ruff format --check -q src tests benchmarks || { echo 'Run: make fmt'; exit 1; }
	@$(BIN)/ruff check -q src tests benchmarks
	@$(BIN)/mypy
	@scripts/forbidden
	@$(BIN)/harmlex fmt --check
	@$(BIN)/harmlex generate --check

test: .setup/python .setup/browser lint build/.built ## Set up and run every test.
	@$(BIN)/harmlex check --fail-on warning
	@$(BIN)/pytest

wheel: build/.built ## Build the wheel with the compiled registry inside.
	@rm -rf dist && $(BIN)/python -m pip wheel -q --no-deps --no-build-isolation -w dist .
	@ls dist

lock: .setup/python ## Write requirements.lock anew from pyproject.toml.
	@$(BIN)/uv pip compile pyproject.toml --all-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-strip-markers --custom-compile-command 'make lock' --python-version 3.11 --upgrade -q \
	  -o requirements.lock

fuzz: build/.built ## Fuzz the validator for FUZZ_SECONDS (600) from SEED (7); what breaks it is left as broken-….
	@$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS) --seed $(SEED)

bench: build/.built ## Run the benchmarks; see benchmarks/README.md.
	@for script in benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script; done

clean: ## Remove what was built; keep .venv.
	@rm -rf build dist
