"""The first programme of a school: a commented YAML that passes `check` and builds as a draft."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from docgen import resources
from docgen.files import write_atomic

Name = tuple[str, str, str]

# One form for each track to begin with; the others are added in the file.
_FIRST_FORMS = {"students": "student-student", "teachers": "teacher-teacher"}
_PLAIN = re.compile(r"[А-Яа-яЁё][\w «»().,/–-]*", re.ASCII | re.UNICODE)
SCHEMA = Path(".docgen") / "programme.schema.json"


@dataclass(frozen=True, slots=True)
class Answers:
    """What cannot be guessed: the school, two people, the track and the year («2026/27»)."""

    full_name: str
    short_name: str
    place: str
    director: Name
    curator: Name
    tracks: tuple[str, ...]
    school_year: str


def start(folder: Path, answers: Answers) -> Path:
    """Write `programme.yaml` and the schema for editors into a folder; return the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCHEMA).parent.mkdir(exist_ok=True)
    write_atomic(folder / SCHEMA, bundled_schema())
    path = folder / "programme.yaml"
    write_atomic(path, text(answers).encode("utf-8"))
    return path


def text(answers: Answers) -> str:
    """Return the YAML; every answer is written so that YAML reads back exactly that text."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701
    source = (resources.templates() / "starter" / "programme.yaml").read_text(encoding="utf-8")
    first = int(answers.school_year[:4])
    return environment.from_string(source).render(
        full_name=_quoted(answers.full_name),
        short_name=_quoted(answers.short_name),
        place=_quoted(answers.place),
        director=tuple(map(_quoted, answers.director)),
        curator=tuple(map(_quoted, answers.curator)),
        tracks=answers.tracks,
        students="students" in answers.tracks,
        teachers="teachers" in answers.tracks,
        year=answers.school_year,
        start=f"01.09.{first}",
        end=f"31.05.{first + 1}",
        forms=[_FIRST_FORMS[track] for track in answers.tracks],
    )


def bundled_schema() -> bytes:
    """Return the schema of the programme as one file, for editors."""
    raise AssertionError


def _quoted(value: str) -> str:
    """Return a text as a YAML scalar, in quotation marks only where YAML needs them."""
    if not value or _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
