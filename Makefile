# From a clean clone: `make serve` or `make test`. No root is needed. `make help` lists the rest.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
VENDOR := formsvc/web/static/vendor
COPIED := $(VENDOR)/theme.css
NPM := node_modules
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml
FONT_WEIGHTS := 400 500 600

.DEFAULT_GOAL := help
.PHONY: help serve test lint format lock upgrade bench wheel clean
.DELETE_ON_ERROR:

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1|/' | column -t -s '|'

serve: $(VENV)/.installed $(COPIED) ## install what is missing and serve http://127.0.0.1:$PORT (default 8000)
	@PORT=$(PORT) $(BIN)/formsvc serve

test: $(VENV)/.installed $(COPIED) ## run every test (TESTS=tests/letters for a part)
	$(BIN)/pytest -n auto $(TESTS)

lint: $(VENV)/.installed ## types, style and layers, without the other tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed ## lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed $(COPIED) ## compare with plain docxtpl, plain pdfplumber and a bare Flask page
	@for script in benchmarks/*/run.py; do echo "== $$script"; PYTHONPATH=. $(BIN)/python $$script || exit 1; done

wheel: $(VENV)/.installed $(COPIED) ## build dist/*.whl with definitions, templates and design files
	$(BIN)/python -m hatchling build -t wheel

lock: $(VENV)/.installed ## make the locks again after a change in pyproject.toml or package.json
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	npm install --package-lock-only --no-audit --no-fund

upgrade: COMPILE += --upgrade
upgrade: lock ## lock the newest versions that pyproject.toml and package.json allow
	npm update --package-lock-only --no-audit --no-fund

clean: ## remove what the set-up made (not var/, where the data is)
	rm -rf $(VENV) $(NPM) $(VENDOR) dist build .*_cache

# --- what the commands stand on; each has a stamp, so that the second run is quick ---

$(VENV)/.installed: requirements-dev.txt pyproject.toml
	@for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "formsvc needs Python 3.11 or newer (with venv); none was found in PATH." >&2; exit 1; \
	fi; \
	test -x $(BIN)/python || $$found -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(NPM)/.installed: package-lock.json
	@major=$$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0); \
	if [ "$$major" -lt 20 ] || ! command -v npm >/dev/null; then \
	    echo "formsvc needs Node.js 20 or newer with npm, for the design files; found version $$major." >&2; exit 1; \
	fi
	npm ci --silent --no-audit --no-fund
	@touch $@

$(COPIED): $(NPM)/.installed Makefile
	@rm -rf $(VENDOR) && mkdir -p $(VENDOR)/licences $(VENDOR)/inter
	cp $(NPM)/@digdir/designsystemet-css/dist/src/index.css $(VENDOR)/designsystemet.css
	grep -v '^//# sourceMappingURL' $(NPM)/@digdir/designsystemet-web/dist/umd/index.js > $(VENDOR)/designsystemet.js
	cp $(NPM)/htmx.org/dist/htmx.min.js $(VENDOR)/htmx.js
	@for weight in $(FONT_WEIGHTS); do for subset in latin latin-ext; do \
	    cp $(NPM)/@fontsource/inter/files/inter-$$subset-$$weight-normal.woff2 $(VENDOR)/inter/ || exit 1; \
	done; done
	cp $(NPM)/@digdir/designsystemet-css/LICENSE $(VENDOR)/licences/designsystemet.txt
	cp $(NPM)/htmx.org/LICENSE $(VENDOR)/licences/htmx.txt
	cp $(NPM)/@fontsource/inter/LICENSE $(VENDOR)/licences/inter.txt
	cp $(NPM)/@digdir/designsystemet-css/dist/theme/designsystemet.css $@
