# Every target sets up what it needs. `make help` lists them.
.DEFAULT_GOAL := help
VENV := .venv/bin
STAMP := .venv/.installed
# Hundreds of processes are started by the tests: none is to compile the project again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test check format lint types unit eval audit fuzz docker-check screenshots clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(STAMP)  ## make .venv with everything pinned

$(STAMP): pyproject.toml constraints.txt scripts/make-venv
	@./scripts/make-venv
	@touch $@

demo: setup  ## a whole newsroom on this machine: store, workers, bot and a stand-in for Slack
	@$(VENV)/nutgraf demo

test: check  ## format, lint, types and every test

check: lint types unit

format: setup  ## rewrite the code in the project's format
	@$(VENV)/ruff format . && $(VENV)/ruff check --fix .

lint: setup
	@$(VENV)/ruff format --check . && $(VENV)/ruff check .

types: setup
	@$(VENV)/mypy

unit: setup  ## every test, on as many cores as there are, up to four; each takes up to 1.4 GB
	@$(VENV)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --cov --cov-report=term:skip-covered

eval: setup  ## print every figure of quality on the evaluation corpora (NUTGRAF_SHARED or ../shared)
	@$(VENV)/python -m benchmarks.eval_quotes
	@$(VENV)/python -m benchmarks.eval_brief --facts
	@$(VENV)/python -m benchmarks.eval_brief --newsroom tests/gold/newsroom.jsonl
	@$(VENV)/pytest -q -s -m corpus tests/bot/articles/test_corpus.py
	@$(MAKE) --no-print-directory eval-model

docker-check:  ## build the image on a Debian made here and try it (root, buildah, debootstrap)
	@./scripts/docker-check

screenshots: setup  ## make the pictures under docs/pictures again; needs Chromium
	@PYTHONPATH=. $(VENV)/python scripts/screenshots.py

audit: setup  ## look up every pinned dependency for known vulnerabilities
	@$(VENV)/python scripts/audit

fuzz: setup  ## fuzz what reads strangers' words, a minute a target (atheris; Python 3.11 to 3.13)
	@$(VENV)/pip install --quiet -c constraints.txt -e '.[fuzz]' && $(VENV)/python -m benchmarks.fuzz

clean:  ## remove what the targets made
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .coverage *.egg-info

-include training/model.mk
