# `make` alone lists what there is. Everything is installed into .venv, which no other environment disturbs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than there are processors: a test of pages waits for the browser most of its time.
WORKERS := $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Settings of another environment that would install into, or import from, the wrong place.
unexport PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_USER PIP_REQUIRE_VIRTUALENV VIRTUAL_ENV

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check lint format types contracts bench pictures clean chromium

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

run: $(VENV)/.run-stamp ## set up and serve the demonstration council at http://127.0.0.1:8000
	@exec $(BIN)/back-to-green serve --demo

test: $(VENV)/.dev-stamp chromium lint types contracts ## set up and check everything: style, types, walls, every test
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses=4

check: $(VENV)/.dev-stamp lint types contracts ## the quick part of it: no database, no browser
	$(BIN)/python -m pytest tests/unit tests/architecture

lint: $(VENV)/.dev-stamp ## style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(VENV)/.dev-stamp ## put the style right where that can be done by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(VENV)/.dev-stamp ## types
	$(BIN)/mypy

contracts: $(VENV)/.dev-stamp ## which room may import which
	$(BIN)/lint-imports

bench: $(VENV)/.bench-stamp ## the measured comparisons that the README quotes
	$(BIN)/python benchmarks/run.py

pictures: $(VENV)/.dev-stamp chromium ## draw the pictures under docs/ again
	$(BIN)/python docs/pictures.py

clean: ## remove what these commands made; the data in instance/ stays
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf tests/browser/failures
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(call apt,what it is for,packages)
define apt
	echo "Installing $(1) ..." >&2; \
	command -v apt-get >/dev/null || { \
		echo "$(1) is missing and there is no apt-get here: install it, then run make again." >&2; exit 1; }; \
	$(AS_ROOT) apt-get update -qq && \
	$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) >&2
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call apt,the venv module of Python,python3-venv); }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.run-stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable .
	@touch $@

$(VENV)/.dev-stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable '.[dev]'
	@touch $(VENV)/.run-stamp $@

$(VENV)/.bench-stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable '.[bench]'
	@touch $(VENV)/.run-stamp $@

chromium:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
		$(call apt,the browser Chromium,chromium fonts-liberation); }
