"""The first programme of a school: a commented YAML that passes `check` and builds as a draft."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from docgen import resources, schema
from docgen.diagnostics import Diagnostic, Place
from docgen.errors import OutputError
from docgen.files import write_atomic
from docgen.records import Frozen, field
from docgen.schema.scalars import Refusal, read_school_year
from docgen.source.characters import composed, odd

Name = tuple[str, str, str]

FILE = "programme.yaml"
SCHEMA = Path(".docgen") / "programme.schema.json"

# One form for each track to begin with; the others are added in the file.
_FIRST_FORMS = {"students": "student-student", "teachers": "teacher-teacher"}
# What YAML reads back as it stands, and a curator reads without wondering at quotation marks.
_PLAIN = re.compile(r"[А-Яа-яЁё](?:[А-Яа-яЁё0-9 «»().,/–№-]*[А-Яа-яЁё0-9»).])?")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


class Unfit(ValueError):
    """An answer that cannot be used; says in Russian why, and what would do."""


class Answers(Frozen):
    """What cannot be guessed: the school, two people, the tracks and the year («2026/27»).

    A school of a list may have no curator yet; `details` are other fields of the school.
    """

    full_name: str
    short_name: str
    place: str
    director: Name
    curator: Name | None
    tracks: tuple[str, ...]
    school_year: str
    details: Mapping[str, str] = field(default_factory=dict)


def read_line(answer: str) -> str:
    """Return an answer as one line without stray spaces; refuse letters that nobody sees."""
    line = " ".join(composed(answer).split())
    if not line:
        raise Unfit("Ответ пуст.")
    strange = next(odd(line), None)
    if strange:
        raise Unfit(f"В ответе невидимый знак: {strange}. Наберите ответ заново.")
    return line


def read_name(answer: str) -> Name:
    """Return last name, first name and patronymic; some people have no patronymic."""
    words = read_line(answer).split(" ", 2)
    if len(words) < 2 or not all(map(_WORD.fullmatch, " ".join(words).split())):
        raise Unfit("Нужны полные фамилия, имя и отчество, без сокращений: Петрова Анна Ильинична.")
    if " ".join(words).islower():
        raise Unfit("Начните фамилию, имя и отчество с прописных букв.")
    last, first, middle = (*words, "")[:3]
    return last, first, middle


def read_year(answer: str) -> str:
    """Return a school year as «2026/27»."""
    try:
        return read_school_year(read_line(answer))
    except Refusal as refusal:
        raise Unfit(f"{refusal.message[:1].upper()}{refusal.message[1:]}. {refusal.hint}") from None


def require_free(folder: Path) -> None:
    """Refuse a folder that holds anything, or is none: nothing is ever overwritten."""
    try:
        taken = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise OutputError(_unusable(folder)) from error
    if taken:
        raise OutputError(_taken(folder))


def start(folder: Path, answers: Answers) -> Path:
    """Write `programme.yaml` and the schema for editors into a folder; return the file's path."""
    require_free(folder)
    try:
        (folder / SCHEMA).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_unusable(folder)) from error
    write_atomic(folder / SCHEMA, bundled_schema())
    path = folder / FILE
    write_atomic(path, text(answers).encode("utf-8"))
    return path


def text(answers: Answers) -> str:
    """Return the YAML; every answer is written so that YAML reads back exactly that text."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    source = (resources.templates() / "starter" / FILE).read_text(encoding="utf-8")
    first = int(answers.school_year[:4])
    return environment.from_string(source).render(
        full_name=quoted(answers.full_name),
        short_name=quoted(answers.short_name),
        place=quoted(answers.place),
        director=tuple(map(quoted, answers.director)),
        curator=tuple(map(quoted, answers.curator or ())),
        details={name: quoted(value) for name, value in answers.details.items()},
        tracks=answers.tracks,
        students="students" in answers.tracks,
        teachers="teachers" in answers.tracks,
        year=answers.school_year,
        start=f"01.09.{first}",
        end=f"31.05.{first + 1}",
        forms=[_FIRST_FORMS[track] for track in answers.tracks],
    )


def bundled_schema() -> bytes:
    """Return the schema of the programme as one file, for editors.

    An editor sees one file at a time, so nothing is required of it that a part may hold;
    `docgen check` reads the parts together and requires what must be there.
    """
    whole = schema.bundle("programme")
    whole.pop("required", None)
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def quoted(value: str) -> str:
    """Return a text as a YAML scalar, in quotation marks only where YAML may need them."""
    if not value or _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _taken(folder: Path) -> Diagnostic:
    return Diagnostic(
        "DG563",
        f"Папка «{folder}» не пуста",
        Place(str(folder)),
        "Назовите новую: docgen new ИМЯ. Ничего не изменено.",
    )


def _unusable(folder: Path) -> Diagnostic:
    return Diagnostic(
        "DG570",
        f"Папку «{folder}» не создать: нет права на запись, или на этом пути файл",
        Place(str(folder)),
        "Назовите другую: docgen new ИМЯ -C ПАПКА",
    )
