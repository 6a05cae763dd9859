# Digital kollega. `make run` is all a newcomer needs; see README.md.
# Every path is relative, so that the project may lie in a folder with a space or å in its name.

.POSIX:
.PHONY: help run test test-all explore format requirements
PORT = 8000
ARGS =
# Makes .venv ready for the purpose named, then becomes Python with the arguments that follow.
PYTHON = exec sh scripts/bootstrap.sh
LOCK = -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

help:
	@echo "make run            starta på http://localhost:8000 (annan port: make run PORT=8080)"
	@echo "make test           alla kontroller och tester"
	@echo "make test-all       testerna också på PostgreSQL 16"
	@echo "make explore        låt egenskapstesterna leta efter nya exempel (långsamt)"
	@echo "make format         ställ i ordning koden"
	@echo "make requirements   lås beroendena på nytt"

run:
	@$(PYTHON) run -m kollega run --port $(PORT) --stop-with-parent $(ARGS)

test:
	@$(PYTHON) test scripts/checks.py

test-all:
	@$(PYTHON) test scripts/checks.py --all

explore:
	@HYPOTHESIS_PROFILE=explore $(PYTHON) test -m pytest -n 2 src/kollega/swedish src/kollega/recognition \
		src/kollega/core/tests/test_calendar.py src/kollega/consultation/tests/test_routing.py

format:
	@$(PYTHON) test -m ruff format .
	@$(PYTHON) test -m ruff check --fix .

requirements:
	@$(PYTHON) test $(LOCK) requirements/run.in --output-file requirements/run.txt
	@$(PYTHON) test $(LOCK) requirements/test.in --output-file requirements/test.txt
