# make verify   set up .venv, then prove this repository's systems
# make test     set up .venv, then run the whole test suite
# Others: lint, bench, drill-missing, drills, corpus CORPUS=DIR, soundness, clean.

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
CANDIDATES := python py python3
else
BIN := .venv/bin
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
endif

# The first Python that runs and is new enough (asked once, and only when a target needs it).
PYTHON ?= $(eval PYTHON := $(shell for p in $(CANDIDATES); do \
	if $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; \
	done))$(or $(PYTHON),$(error no Python 3.11 or newer found; name one with PYTHON=...))

LOCK := requirements/build.txt requirements/runtime.txt pyproject.toml tools/bootstrap.py
PYTEST_ARGS ?= -q -n auto --dist worksteal
SPECS ?=

.DEFAULT_GOAL := help
.PHONY: help verify test lint bench drills corpus soundness differential drill-missing clean

help:
	@echo 'make verify                 prove the systems in specs/'
	@echo 'make test                   run the test suite'
	@echo 'make lint                   ruff, mypy --strict, import-linter'
	@echo 'make bench                  speed and memory, as ratios'
	@echo 'make drills                 200 times kill -9, and a quarter of the CPU: the same verdicts'
	@echo 'make corpus CORPUS=DIR      read every module with proofs below DIR'
	@echo 'make soundness              the soundness suite under full budgets'
	@echo 'make drill-missing          delete 100 citations at random: are they named again?'
	@echo 'make differential           20,000 random theorems: encodings against evaluator'

.venv/.runtime-stamp: $(LOCK)
	@$(PYTHON) tools/bootstrap.py runtime

.venv/.dev-stamp: $(LOCK) requirements/dev.txt tools/schemas.py
	@$(PYTHON) tools/bootstrap.py dev

verify: .venv/.runtime-stamp
	$(BIN)/verify all $(SPECS)

test: .venv/.dev-stamp
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/.dev-stamp
	$(BIN)/ruff check verifier encodings obligations tests tools bench
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev-stamp
	$(BIN)/python bench/bench.py $(BENCH_ARGS)

drills: .venv/.runtime-stamp
	$(BIN)/python tools/drills.py kill
	$(BIN)/python tools/drills.py throttle

corpus: .venv/.runtime-stamp
	@test -n "$(CORPUS)" || { echo 'usage: make corpus CORPUS=DIR [CORPUS_ARGS=...]'; exit 2; }
	$(BIN)/python tools/corpus.py $(CORPUS_ARGS) "$(CORPUS)"

soundness: .venv/.dev-stamp
	TLAVERIFY_CANDIDATES=60 TLAVERIFY_FOLLOWS=20000 TLAVERIFY_INSTANCES=2000 TLAVERIFY_LIBRARY_TRIES=400 TLAVERIFY_SOUNDNESS_BUDGET=2 $(BIN)/python -m pytest $(PYTEST_ARGS) tests/soundness tests/systems --full-budget

drill-missing: .venv/.runtime-stamp
	$(BIN)/python tools/drill_missing.py $(DRILL_ARGS) specs/paxos/PaxosHistVar.tla specs/bakery/Bakery*Proof.tla

# Ten runs of 2,000, each with its own seed; the first that fails shows a small theorem and ends it.
differential: .venv/.dev-stamp
	for seed in 1 2 3 4 5 6 7 8 9 10; do \
	TLAVERIFY_DIFFERENTIAL=2000 TLAVERIFY_DIFFERENTIAL_SEED=$$seed \
	$(BIN)/python -m pytest -q tests/soundness/test_differential.py || exit 1; done

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
