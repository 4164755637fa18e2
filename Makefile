# The commands of the house. `make` alone lists them.
VENV ?= .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench screenshots format clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

setup: ## make the virtual environment with the development tools
	@sh scripts/setup.sh $(VENV) dev

run: ## set up if needed, then open the program
	@sh scripts/setup.sh $(VENV)
	@$(BIN)/trust-tui

test: check ## set up if needed, then every check and every test
	@# What failed beside others on a busy machine is tried once more by itself; a gap in the coverage stays a failure.
	@# The wide tests wait for terminals most of the time, so more of them run at once.
	$(BIN)/pytest -n auto --dist loadgroup -q -m "not wide" --cov --cov-report=term || \
		$(BIN)/pytest --last-failed --last-failed-no-failures none -q
	$(BIN)/pytest -n 4 --dist loadgroup -q -m wide || \
		$(BIN)/pytest --last-failed --last-failed-no-failures none -q

check: setup ## lint, format, types, import contracts and content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/trust-tui check-content --strict content/en

format: setup ## put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure speed and size beside a bare Textual program
	$(BIN)/python -m tests.benchmarks

screenshots: setup ## draw the pictures in screenshots/ from the real program
	$(BIN)/python scripts/screenshots.py

clean: ## remove what can be made again
	rm -rf $(VENV) .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
