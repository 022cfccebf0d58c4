# One command from a fresh clone: every target first sees to .venv/ready, which
# installs the locked packages. Needs Python 3.11 or newer with its venv module.

PYTHON ?= python3
PROVINCE ?= Bac Giang
PERIOD ?= 2011-2015 2016-2020
# both periods together; left out where PERIOD is chosen
SPAN ?= $(if $(filter file,$(origin PERIOD)),2011-2020)
COUNTRY_PERIOD ?= 2016-2020
TRANSLATIONS := vi
JOBS ?= 2

BIN := .venv/bin
PARALLEL := --numprocesses=$(JOBS) --dist=worksteal
REPORT := $(BIN)/par-eval report --language en,vi --out reports
POT := par_eval/translations/messages.pot
EXTRACT := -F babel.cfg --no-default-keywords -k text -k counted:1,2 --add-location=file --sort-by-file --no-wrap
LOCK := --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.DELETE_ON_ERROR:
.PHONY: help ready report report-country test test-slow test-simulation test-lab check lint floors types lab messages lock clean

help:
	@echo "make report      the reports of $(PROVINCE), in English and Vietnamese"
	@echo "                 (others: make report PROVINCE='Quang Ninh' PERIOD=2016-2020)"
	@echo "make report-country  the report on all provinces in $(COUNTRY_PERIOD)"
	@echo "make test        the fast tests, JOBS=$(JOBS) at a time"
	@echo "make test-slow   the slow tests and those in a browser"
	@echo "make test-simulation  coverage and size of the impact methods, over many draws"
	@echo "make test-lab    every notebook in a real JupyterLab"
	@echo "make check       lint, floors of the library, types"
	@echo "make lab         JupyterLab with the notebooks"
	@echo "make messages    collect what is to be translated"
	@echo "make lock        write requirements.lock anew (newer versions: UPGRADE=--upgrade)"
	@echo "make clean       remove caches and builds"

# The lock is complete, so nothing is resolved: a newer release changes nothing.
# Python compiles what it imports; all of the packages would take half a minute more.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "par-eval needs Python 3.11 or newer: make PYTHON=python3.11 ..." >&2; exit 1; }
	@echo "Installing the locked packages into .venv (some minutes the first time)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

ready: .venv/ready

report: .venv/ready
	$(REPORT) --province "$(PROVINCE)" $(foreach period,$(PERIOD),--period $(period))
	$(if $(SPAN),$(REPORT) --kind decade --province "$(PROVINCE)" --period $(SPAN))

report-country: .venv/ready
	$(REPORT) --kind country --period $(COUNTRY_PERIOD)

test: .venv/ready
	$(BIN)/python $(COVERAGE) -m pytest $(PARALLEL)

test-slow: .venv/ready
	$(BIN)/python -m pytest $(PARALLEL) -m "slow or browser"

test-simulation: .venv/ready
	$(BIN)/python -m pytest $(PARALLEL) -m simulation

test-lab: .venv/ready
	PAR_EVAL_LAB=all $(BIN)/python -m pytest -m browser tests/browser/test_lab.py

check: lint floors types

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

floors: .venv/ready
	$(BIN)/lint-imports

types: .venv/ready
	$(BIN)/mypy

lab: .venv/ready
	$(BIN)/par-eval lab

messages: .venv/ready
	$(BIN)/pybabel --quiet extract $(EXTRACT) --project=par-eval --version=0 -o $(POT) par_eval notebooks
	for language in $(TRANSLATIONS); do \
	  $(BIN)/pybabel --quiet update --init-missing --locale $$language \
	    --input-file $(POT) --output-file par_eval/translations/$$language.po \
	    --previous --ignore-obsolete --ignore-pot-creation-date --no-wrap || exit 1; \
	done

lock: .venv/ready
	$(BIN)/uv pip compile --quiet $(LOCK) $(UPGRADE) \
	  --extra office --extra records --extra widgets --extra dev \
	  --output-file requirements.lock pyproject.toml

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	rm -rf .hypothesis $(POT)
	find par_eval tests -name __pycache__ -type d -prune -exec rm -rf {} +
