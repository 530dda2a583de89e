"""Explanations of finding codes: one YAML file per area, read when somebody asks."""

from __future__ import annotations

from importlib.resources import files

import yaml

from docgen.records import Frozen


class Explanation(Frozen):
    """What a code means, why it matters, what to do, and perhaps an example."""

    title: str
    why: str
    repair: str
    example: str = ""


def explanations() -> dict[str, Explanation]:
    """Return the explanation of every code, in the order of the codes."""
    found = {
        code: Explanation(**{key: str(value).strip() for key, value in text.items()})
        for file in files(__name__).iterdir()
        if file.name.endswith(".yaml")
        for code, text in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    }
    return dict(sorted(found.items()))
