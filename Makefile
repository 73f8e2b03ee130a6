# Needs make, sh and any Python from 3.11 on; everything else is installed into .venv.
.DEFAULT_GOAL := help
.PHONY: help run test lint lock clean
.SILENT:

PYTHON := .venv/bin/python

# $(call install,FILE): the first fitting Python makes .venv and installs FILE, when that was not done yet.
install = for python in "$$PYTHON3" python3 python3.14 python3.13 python3.12 python3.11; do \
		if [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			PYTHONUTF8=1 "$$python" topin/embedded/install.py $(1) || exit 1; found=1; break; \
		fi; \
	done; \
	[ -n "$$found" ] || { echo "TOPiN needs Python 3.11 or newer: install it, or name it with PYTHON3=/path/to/python3." >&2; exit 1; }

help: ## what can be done here
	sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name what; do printf '  make %-6s %s\n' "$$name" "$$what"; done

run: ## start TOPiN on this machine (PORT=9000 make run chooses another port)
	$(call install,requirements.txt)
	exec $(PYTHON) -X utf8 -m topin.embedded

test: ## run all tests, in servers of their own (ARGS="-k feed" chooses some)
	$(call install,requirements-dev.txt)
	exec $(PYTHON) -m pytest $(ARGS)

lint: ## run the linters
	$(call install,requirements-dev.txt)
	$(PYTHON) -m ruff check .
	.venv/bin/lint-imports
	$(PYTHON) -m tests.lint

lock: ## pin and hash what requirements.in and requirements-dev.in ask for
	$(call install,requirements.txt)
	[ -x var/lock/bin/uv ] || { $(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet uv; }
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt

LOCK = var/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url

clean: ## remove what can be made again; the data in var/ stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis var/static var/run/static.stamp
