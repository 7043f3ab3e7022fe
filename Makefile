# Two commands matter: `make run` and `make test`. Everything lives in .venv and instance/, both inside this folder.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 5000

.PHONY: help setup run test style check fix clean

help: ## what there is to do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/installed ## serve Casereview here: http://127.0.0.1:5000 (HOST=0.0.0.0 lets phones on the same network in)
	@$(BIN)/flask serve --host $(HOST) --port $(PORT)

test: .venv/installed-dev ## run every test
	@$(BIN)/python -m pytest -n 3 --dist worksteal -q

style: .venv/installed-dev ## style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: style ## what must be true before a commit: style, types, tests with branch coverage
	@$(BIN)/python -m pytest -n 3 --dist worksteal -q --cov --cov-report=term

fix: .venv/installed-dev ## put style right where a machine can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

setup: .venv/installed-dev ## only install

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Casereview needs Python 3.11 or later, and found none. Install it and try again."; exit 1; }
	@echo "Making a virtual environment in .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.txt
	@echo "Installing what Casereview runs on (a minute or two, the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean: ## remove what can be made again (never instance/, which holds the data)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
