"""A programme of 2,000 pairs, read and checked: docgen, and PyYAML with jsonschema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import yaml
from rounds import Table, interleaved, run
from subject import programme, resources

from docgen import schema, source
from docgen.model import build_programme
from docgen.packs import stack
from docgen.rules import contradictions

try:
    import jsonschema
    from referencing import Registry, Resource
except ImportError:
    sys.exit("jsonschema is not docgen's; for this measure: see benchmarks/README.md")

PAIRS = 2000


def measure(rounds: int) -> Iterator[Table]:
    text = programme(PAIRS)
    checker = validator()

    def theirs():
        data = yaml.safe_load(text)
        errors = list(checker.iter_errors(data))
        assert not errors, errors[:1]

    def ours_read():
        return source.read_text(text, "programme.yaml")

    def ours_valid():
        read = ours_read()
        data, report = schema.validate(read)
        assert (report + read.report).ok, list(report + read.report)[:1]
        return data, read

    def ours_model():
        data, read = ours_valid()
        made, found = build_programme(data, read)
        assert found.ok, list(found)[:1]
        return made, read

    def ours_checked():
        made, read = ours_model()
        report = contradictions(made, stack(), read)
        assert report.ok, list(report)[:1]

    subjects = {
        "PyYAML safe_load + jsonschema": theirs,
        "docgen: read, with every place": ours_read,
        "docgen: and valid, typed": ours_valid,
        "docgen: and a model": ours_model,
        "docgen: and the rules": ours_checked,
        "PyYAML safe_load alone": lambda: yaml.safe_load(text),
        "PyYAML CSafeLoader alone": lambda: yaml.load(text, yaml.CSafeLoader),
    }
    size = len(text.encode()) / 2**20
    yield interleaved(f"{PAIRS} pairs, {size:.1f} MiB of YAML", subjects, rounds=rounds)


def validator() -> jsonschema.Draft202012Validator:
    """Return the validator of a programme, as jsonschema sees its schema."""
    files = {path.name: path for path in resources.schemas().glob("*.schema.json")}
    schemas = {name: json.loads(path.read_text("utf-8")) for name, path in files.items()}
    known = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in schemas.values()
    )
    return jsonschema.Draft202012Validator(schemas["programme.schema.json"], registry=known)


if __name__ == "__main__":
    run(measure, rounds=3)
