# Every target installs what it needs into .venv by itself; `make help` lists them.

# Options, given as in `make site AS_OF=2026-11-22`:

# the day the site is built for, YYYY-MM-DD; empty: today in Shanghai
AS_OF ?=
# no: leave out everything marked as a sample
SAMPLES ?= yes
# where the site goes; empty: site
SITE_DIR ?=
# more arguments for pytest, the benchmark, the screenshots or `hub serve`
ARGS ?=
# yes: `make lock` takes the newest versions allowed, not the present ones where they still fit
UPGRADE ?= no

GOLDEN := tests/test_golden.py tests/test_mending.py tests/test_handbook.py
BENCH := bench/run.py
FUZZ := tests/fuzz/run.py
PYTEST := -m pytest -n auto --dist loadfile
PYTHON_IN_VENV := .venv/bin/python
HUB := .venv/bin/hub

# Recipes read the options from their environment, so that no character in a path can break a command.
export AS_OF SAMPLES SITE_DIR
export NO_MKDOCS_2_WARNING := 1
HUB_OPTIONS = $${AS_OF:+--as-of "$$AS_OF"} $(if $(filter no,$(SAMPLES)),--no-samples)

ifneq (,$(filter-out yes no,$(SAMPLES)))
$(error SAMPLES is "$(SAMPLES)", but only yes or no is possible)
endif

UV_COMPILE := $(PYTHON_IN_VENV) -m uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help env env-dev site serve edit check schemas test fuzz hostile bless lint format bench screenshots release lock clean distclean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

env: ## Bring .venv in line with requirements.lock (the others do it themselves)
	@tools/python_env.sh requirements.lock

env-dev: ## The same with requirements-dev.lock: tests and checks, too
	@tools/python_env.sh requirements-dev.lock

site: env ## Build the site; options: AS_OF=2026-11-22 SAMPLES=no SITE_DIR=site
	@$(HUB) build $(HUB_OPTIONS) $${SITE_DIR:+--site-dir "$$SITE_DIR"}

serve: env ## Show the site on this machine and rebuild it at every change; options: AS_OF SAMPLES ARGS
	@$(HUB) serve $(HUB_OPTIONS) $(ARGS)

edit: env ## Edit the content in a form in the browser; option: ARGS="--port 8160 --no-browser"
	@$(HUB) edit $(ARGS)

check: env ## Check content/ and list every problem, without building; option: AS_OF=2026-11-22
	@$(HUB) check $${AS_OF:+--as-of "$$AS_OF"}

schemas: env ## Write schemas/ and the handbook's tables of fields anew from the models
	@$(HUB) schema

test: env-dev ## Run all tests; options: ARGS="-k feeds", ARGS="-n 0" for one after the other, HUB_BROWSER_TESTS=no
	@if [ "$$HUB_BROWSER_TESTS" = no ]; then \
	  echo '*** HUB_BROWSER_TESTS=no: the tests in a browser are NOT run ***' >&2; \
	  exec $(PYTHON_IN_VENV) $(PYTEST) --deselect tests/browser $(ARGS); \
	fi; \
	HUB_CHROMIUM=$$(tools/find_chromium.sh) || exit 1; \
	HUB_NGINX=$$(tools/find_nginx.sh) || HUB_NGINX=; \
	HUB_S3=$$(tools/find_s3.sh) || HUB_S3=; \
	export HUB_CHROMIUM HUB_NGINX HUB_S3; \
	exec $(PYTHON_IN_VENV) $(PYTEST) $(ARGS)

fuzz: env-dev ## Try the readers with a million cases and a thousand damaged content folders; option: ARGS="--cases 1000"
	@$(PYTHON_IN_VENV) $(FUZZ) --cases 1000000 $(ARGS)
	@$(PYTHON_IN_VENV) $(FUZZ) --engine hypothesis --cases 20000
	@$(PYTHON_IN_VENV) $(FUZZ) --engine atheris --cases 100000
	@$(PYTHON_IN_VENV) $(FUZZ) --trees 1000

hostile: env-dev ## Put every vector into every text field and read the pages in Chromium
	@HUB_CHROMIUM=$$(tools/find_chromium.sh) || exit 1; \
	export HUB_CHROMIUM; \
	HUB_HOSTILE=all exec $(PYTHON_IN_VENV) -m pytest tests/browser/test_hostile_content.py $(ARGS)

bless: env-dev ## Take today's output of the golden cases as what is expected; review the diff
	@$(PYTHON_IN_VENV) -m pytest --bless $(GOLDEN) $(ARGS)

lint: env-dev ## Check style, formatting and types
	@$(PYTHON_IN_VENV) -m ruff check .
	@$(PYTHON_IN_VENV) -m ruff format --check .
	@$(PYTHON_IN_VENV) -m mypy --strict

format: env-dev ## Format the code and mend what can be mended by itself
	@$(PYTHON_IN_VENV) -m ruff check --fix-only .
	@$(PYTHON_IN_VENV) -m ruff format .

bench: env-dev .venv-bench/installed ## Time and weigh our build beside Hugo and Pagefind; option: ARGS="--sizes 1000 --runs 3"
	@$(PYTHON_IN_VENV) $(BENCH) $(ARGS)

.venv-bench/installed: bench/requirements.lock
	@$(PYTHON_IN_VENV) -m venv --clear .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check --no-input -qq install --require-hashes -r bench/requirements.lock
	@touch $@

screenshots: env-dev ## Picture each kind of page into test-results/screenshots; option: ARGS="--kinds home,job --mode print"
	@HUB_CHROMIUM=$$(tools/find_chromium.sh) || exit 1; \
	$(HUB) build --as-of "$${AS_OF:-2026-11-22}" --site-dir test-results/site || exit 1; \
	exec $(PYTHON_IN_VENV) tests/browser/screenshots.py test-results/site test-results/screenshots \
	  --chromium "$$HUB_CHROMIUM" $(ARGS)

load: env-dev ## Ask nginx with deploy/nginx.conf for the whole site, many readers at once
	@HUB_NGINX=$$(tools/find_nginx.sh) || exit 1; \
	export HUB_NGINX; \
	exec $(PYTHON_IN_VENV) bench/load.py $(ARGS)

deploy-kills: env-dev ## Kill deployments to a folder, two S3 servers and SFTP at 50 points each; takes minutes
	@HUB_S3=$$(tools/find_s3.sh) || HUB_S3=; \
	export HUB_S3; \
	HUB_DEPLOY_KILLS=50 exec $(PYTHON_IN_VENV) -m pytest tests/deploy/test_deploy.py -k killed $(ARGS)

kills: env-dev ## Kill 200 builds at any moment and look at what is left; takes a quarter of an hour
	@HUB_KILLS=200 $(PYTHON_IN_VENV) -m pytest tests/test_kills.py $(ARGS)

faults: env-dev ## Try every fault of a machine: disk, memory, rights, signals, clock, locale, umask
	@HUB_FAULTS=all $(PYTHON_IN_VENV) -m pytest tests/test_faults.py $(ARGS)

audit: env-dev ## Ask whether a locked version has a known vulnerability
	@tools/audit.sh

licences: env-dev ## Write THIRD-PARTY-LICENSES.md from the lock and the packages' own words
	@$(PYTHON_IN_VENV) tools/supply_chain.py licences THIRD-PARTY-LICENSES.md

sbom: env-dev ## Write sbom.cdx.json, the bill of materials (CycloneDX 1.6), for a release
	@$(PYTHON_IN_VENV) tools/supply_chain.py sbom sbom.cdx.json

release: env ## Build for production into release/: site, lists of files, bill of materials, licences; options: AS_OF ARGS
	@$(PYTHON_IN_VENV) tools/release.py $${AS_OF:+--as-of "$$AS_OF"} $(ARGS)

reproduce: env ## Build twice under different circumstances and compare every byte; option: AS_OF
	@tools/reproduce.sh

matrix: env-dev ## Test the engines with the newest versions that pyproject.toml allows
	@tools/matrix.sh

lock: ## Write all lock files anew from pyproject.toml; option: UPGRADE=yes
	@tools/python_env.sh
	@$(PYTHON_IN_VENV) -m pip --disable-pip-version-check install -qq 'uv>=0.9,<1'
	@$(UV_COMPILE) $(if $(filter yes,$(UPGRADE)),--upgrade) --group build \
	  pyproject.toml -o requirements.lock
	@$(UV_COMPILE) $(if $(filter yes,$(UPGRADE)),--upgrade) --group build --group dev -c requirements.lock \
	  pyproject.toml -o requirements-dev.lock
	@$(UV_COMPILE) $(if $(filter yes,$(UPGRADE)),--upgrade) --group s3 -o requirements-s3.lock
	@$(UV_COMPILE) $(if $(filter yes,$(UPGRADE)),--upgrade) --group pyproject.toml:bench -o bench/requirements.lock

clean: ## Remove the built site and all caches
	@rm -rf site site.*/ .site.*/ release .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results
	@find . -name '.venv*' -prune -o -name node_modules -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## The same, and .venv
	@rm -rf .venv .venv-bench
