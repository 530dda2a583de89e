.PHONY: demo test clean
.SILENT:

# Builds the sample programme as DOCX and PDF into build/demo/. Without LibreOffice (code 3)
# the DOCX are there and the reason has been said: that is a demo, too.
demo:
	sh scripts/setup.sh demo
	.venv/bin/python -m docgen build -C samples/kvantorium --pdf -o build/demo || \
		{ [ $$? -eq 3 ] && ls build/demo/*/*.docx >/dev/null 2>&1; }

# Sets everything up and runs every check: style, types, floors, tests.
test:
	sh scripts/setup.sh test
	.venv/bin/python -m ruff check
	.venv/bin/python -m ruff format --check
	.venv/bin/python -m mypy
	.venv/bin/lint-imports --config pyproject.toml
	.venv/bin/python -m pytest -n auto --tb=native

clean:
	rm -rf build dist
