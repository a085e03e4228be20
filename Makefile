# make run    set up, then print the brief of a page that ships with casus
# make test   set up, then every check and test
# make docs   write today's output into the documents
# make lock   pin the dependencies anew (needs the network)
# make clean  remove what make has made

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PAGE   ?= examples/border-wire.txt

.PHONY: run test check setup docs lock tables clean

run: setup
	@$(BIN)/casus brief $(PAGE)

test: setup check
	$(BIN)/pytest -n auto -q

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/casus lint-treaties

setup: $(VENV)/.done

$(VENV)/.done: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "casus needs $(PYTHON), 3.11 or later: sudo apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "casus needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V). Name another with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "casus needs Python's venv: sudo apt install python3-venv" >&2; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The packaged tables, built anew from ../shared/data and the hand-kept files in data/.
tables: setup
	$(BIN)/python data/tables.py ../shared/data
	$(BIN)/python data/states.py ../shared/data/states
	$(BIN)/python data/places.py
	$(BIN)/python data/world.py
	$(BIN)/python data/atop.py ../shared/data/atop
	$(BIN)/python data/wars.py ../shared/data/cow_wars

# The output that README.md and docs/ show, as casus prints it today; a test holds them to it.
docs: setup
	CASUS_WRITE_DOCS=1 $(BIN)/pytest -q -p no:xdist tests/test_docs.py tests/datasets/test_document.py tests/panel/test_document.py

lock: setup
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 --extra dev -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
