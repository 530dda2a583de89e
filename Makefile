.PHONY: demo test clean

# Builds the sample programme as DOCX and PDF into build/demo/.
demo:
	@sh scripts/setup.sh demo
	@.venv/bin/python -m docgen build -C samples/kvantorium --pdf -o build/demo

# Sets everything up and runs every check: style, types, floors, tests.
test:
	@sh scripts/setup.sh test
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m mypy
	@.venv/bin/lint-imports --config pyproject.toml
	@.venv/bin/python -m pytest -n auto

clean:
	rm -rf build dist
