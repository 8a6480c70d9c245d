# What a person types. Everything is set up by scripts/bootstrap on the way; nothing is needed beforehand but Python or uv.

HOST ?= 127.0.0.1
PORT ?= 8000
# What to install for demo and serve: runtime, or postgres when THIDUA_DATABASE names a PostgreSQL database.
WITH ?= $(if $(filter postgres%,$(THIDUA_DATABASE)),postgres,runtime)
# Parts of the tests (make test ONLY="style types"); empty means all. ARGS go to pytest.
ONLY ?=
ARGS ?=

export THIDUA_STARTED_AT := $(shell date +%s)

.PHONY: help demo serve test bench docs lock
help:
	@echo 'make demo     the demonstration, with its accounts, on http://$(HOST):$(PORT)'
	@echo 'make serve    an empty installation; its first page makes the first administrator'
	@echo 'make test     every check: style, types, floors, wording, tests on SQLite and PostgreSQL, pages in a browser'
	@echo 'make bench    measurements, as ratios to a bare page and a bare query'
	@echo 'make docs     the reference pages, written from the code'
	@echo 'make lock     the pinned packages, from pyproject.toml'
	@echo 'PORT=8001 and HOST=0.0.0.0 change the address; ONLY="style types" chooses parts of the tests.'

demo: export THIDUA_DEMO ?= yes
demo serve: export THIDUA_VAR ?= $(CURDIR)/var/$@
demo serve:
	@scripts/bootstrap $(WITH)
	@exec .venv/bin/thidua $@ --host $(HOST) --port $(PORT)

test:
	@scripts/bootstrap dev
	@exec .venv/bin/python scripts/check.py $(ONLY) $(if $(ARGS),-- $(ARGS))

bench:
	@scripts/bootstrap dev
	@exec .venv/bin/python -m bench $(ONLY)

docs:
	@scripts/bootstrap dev
	@exec .venv/bin/python scripts/reference.py

lock:
	@exec scripts/lock
