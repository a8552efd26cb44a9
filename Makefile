# One door per chore. Each does its own set-up on a fresh machine: Python 3.11 or later is all it needs.

PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin

.PHONY: demo desk test torture install check run bench bench-editorial train-leads clean

demo: install           ## a whole morning on the bundled newswire: mails as files in demo-data/
	$(BIN)/digest demo

desk: install           ## the demo's draft at the desk: you are the editor
	$(BIN)/digest demo --desk

test: install           ## all tests
	$(BIN)/python -m pytest -n auto --dist worksteal

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Morning Digest needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing; on Debian: apt install python3-venv"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

check: install          ## format, lint, types, who may import whom, and the built wheel on its own
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.wheel

run: install            ## the day with ./config.toml
	$(BIN)/digest run

bench: bench-collect bench-select bench-write bench-render bench-engine bench-ledger bench-send bench-leaving bench-desk   ## every speed claim of the README

bench-editorial: install ## how well stories are chosen and written, on labelled data beside the checkout
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks.editorial

torture: install        ## kill -9, faults at every call and outages, in the middle of sends (about an hour)
	$(BIN)/python -m tests.torture

bench-%: install
	$(BIN)/python -m benchmarks.$*

train-leads: install    ## learn the weights of leads and headlines anew, from labelled data beside the checkout
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks.train_leads

clean:
	rm -rf $(VENV) build dist demo-data .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
