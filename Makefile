# Two commands for a fresh machine with Python 3.11+ and make:
#   make try    opens the real bot in a browser, with a pretend Telegram
#   make test   sets itself up and runs every check
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: try run test check lint types bench soak pictures lock clean

try: $(VENV)/run.stamp
	$(BIN)/bounceback try

run: $(VENV)/run.stamp
	$(BIN)/bounceback run

# The tests of a file stay in one process: they share what one of them has worked out, such as a whole life.
test: lint types
	$(BIN)/bounceback check
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# The table of what it reaches, beside two echo bots with libraries of their own: `make bench ONLY=P5`.
bench: $(VENV)/run.stamp $(VENV)/bench/stamp
	$(BIN)/python -m bench --peers $(VENV)/bench/bin/python --only '$(ONLY)'

# Kills, stops, mixed faults, lives of the state machine and years of nudges, for hours:
# `make soak MINUTES=4 KILLS=20 LIVES=100 YEARS=100`.
MINUTES ?= 60
KILLS   ?= 200
LIVES   ?= 1000
YEARS   ?= 10000
soak: $(VENV)/dev.stamp
	$(BIN)/python -m soak --minutes $(MINUTES) --kills $(KILLS) --lives $(LIVES) --years $(YEARS) --only '$(ONLY)' $(if $(SEED),--seed $(SEED))

# The pictures of the README, anew. Needs Chromium.
pictures: $(VENV)/dev.stamp
	$(BIN)/python -m docs.draw

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

# Everything is installed by hash; the package itself is linked, not copied, so an edit is live at once.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Bounceback needs Python 3.11 or newer; set PYTHON=") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/run.stamp

$(VENV)/bench/stamp: requirements/bench.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/pip install --quiet --require-hashes -r requirements/bench.txt
	touch $@

# Pins for every supported Python and platform at once. Needs uv on the path.
lock:
	echo 'flit_core>=3.12,<4' | $(COMPILE) pyproject.toml - -o requirements/run.txt
	$(COMPILE) pyproject.toml --extra dev --constraint requirements/run.txt -o requirements/dev.txt
	echo 'aiogram>=3.31,<4 python-telegram-bot[webhooks]==22.8 uvloop>=0.23,<0.24' | tr ' ' '\n' | $(COMPILE) - -o requirements/bench.txt

COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate \
	--python-version 3.11 --custom-compile-command "make lock"

clean:
	rm -rf $(VENV) data .mypy_cache .ruff_cache .pytest_cache
