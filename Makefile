# The commands of the house. `make` alone lists them.
VENV ?= .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test suite typing coverage check audit bench mutations simulate screenshots format translations manual dist constraints clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

setup: ## make the virtual environment with the development tools
	@sh scripts/setup.sh $(VENV) dev

run: ## set up if needed, then open the program
	@sh scripts/setup.sh $(VENV)
	@$(BIN)/trust-tui

test: setup ## set up if needed, then every check and every test
	@$(MAKE) --no-print-directory --jobs=2 check suite

suite: setup
	$(BIN)/python -m slipcover --immediate --json --out .slipcover.json -m pytest -n auto --dist loadgroup -q
	$(BIN)/python -m slipcover --fail-under 95 --merge .slipcover.json --out .slipcover.json

typing: setup ## run the tests of the screens with their keys in each of the four ways, and rows of any keys; takes half an hour
	for way in "one by one" "in one write" "in pieces" late; do \
		TYPED="$$way" TYPED_SCRIPTS=100 $(BIN)/pytest -n auto --dist loadgroup -q tests/screens || exit 1; \
	done

coverage: setup ## measure the coverage with coverage.py, also in programs at terminals of their own; takes three times as long
	$(BIN)/pytest -n auto --dist loadgroup -q --cov --cov-report=term

check: setup ## lint, format, types, import contracts, the house as a whole, spelling and content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/house.py
	$(BIN)/codespell README.md CHANGELOG.md CONTRIBUTING.md docs content trust_tui scripts tests
	$(BIN)/trust-tui check-content --strict content/en

audit: setup ## hold the pinned versions against known advisories; skips with a word where they cannot be had
	@sh scripts/audit.sh $(VENV)

format: setup ## put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure speed and size beside a bare Textual program, and write the table of docs/PERFORMANCE.md
	$(BIN)/python scripts/compile_content.py
	$(BIN)/python -m tests.benchmarks

mutations: setup ## change 20,000 of our own files and 2,000 folders, each of which has to be told; takes a quarter of an hour
	nice -n 10 $(BIN)/python -m tests.hostile.campaign

simulate: setup ## make the tables of docs/TRENDS.md again
	$(BIN)/python -m scripts.simulate

screenshots: setup ## draw the pictures in screenshots/ from the real program
	$(BIN)/python -m scripts.screenshots

manual: setup ## renew the manual page and the tables of keys, commands, formats and reading grades
	$(BIN)/python scripts/manpage.py
	$(BIN)/python scripts/keys.py
	$(BIN)/python scripts/line_mode.py
	$(BIN)/python scripts/formats.py
	$(BIN)/python scripts/grades.py

translations: setup ## gather the words of the program for translators into docs/trust-tui.pot
	$(BIN)/python scripts/translations.py

dist: setup ## build wheel and source archive into dist/, check both as an index does, and try them away from here
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl
	VENV=$(VENV) sh scripts/try_dist.sh

constraints: setup ## renew the versions and hashes that are installed, for users and developers
	VENV=$(VENV) sh scripts/constraints.sh

clean: ## remove what can be made again
	rm -rf $(VENV) .coverage* .slipcover.json .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
