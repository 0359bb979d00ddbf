# Two commands matter: `make run` and `make test`. Both work in a fresh clone with python3 and make alone.
SHELL := /bin/sh
PY := .venv/bin/python
# uv is taken from the machine, else installed by pip into .tools, away from the project's own environment
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)

.PHONY: run install test check lint types contracts bench browser clean

run: install
	@.venv/bin/gongkai serve

install: .venv/.installed

.venv/.installed: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --frozen --quiet
	@touch $@

.tools/bin/uv:
	@sh scripts/install-uv .tools

# the database tests run twice: on SQLite and on a PostgreSQL that the suite starts itself
test: install browser
	@sh scripts/test

check: install lint types contracts

lint: install
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet . || (echo "格式未统一：请运行 .venv/bin/ruff format ." && exit 1)

types: install
	@.venv/bin/mypy gongkai

contracts: install
	@.venv/bin/lint-imports

bench: install
	@.venv/bin/pytest benchmarks --benchmark-only --benchmark-columns=min,median,max

browser: install
	@$(PY) -m tests.browser
	@$(PY) -m tests.validator

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
