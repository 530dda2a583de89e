"""Small programmes for tests, written as a curator writes them."""

from __future__ import annotations

from pathlib import Path

from docgen import schema, source
from docgen.facts import Facts
from docgen.model import Programme, build_programme
from docgen.packs import PackStack, stack

SCHOOL = """
school:
  full_name: Муниципальное бюджетное общеобразовательное учреждение «Лесногорская школа»
  short_name: МБОУ «Лесногорская школа»
  place: г. Лесногорск
  director: {person: dir}
  bodies:
    - {id: council, kind: pedagogical-council, name: педагогический совет}
people:
  - {id: dir, last_name: Вымышленный, first_name: Пётр, middle_name: Ильич, kind: head}
  - id: cur
    last_name: Придуманная
    first_name: Анна
    middle_name: Сергеевна
    kind: head
    post: заместитель директора
"""

# A school year of teachers, and one of pupils; `pairs:` and the pairs come after it.
YEAR = """\
programme:
  tracks: [teachers]
  school_year: 2026/27
  start: 01.09.2026
  end: 31.05.2027
  forms: [teacher-teacher]
  curators: [cur]
"""
YEAR_OF_PUPILS = YEAR.replace("teacher", "student")

TEACHERS = f"""
  - {{id: t1, last_name: Примерова, first_name: Ольга, kind: teacher, post: учитель математики}}
  - {{id: t2, last_name: Образцов, first_name: Илья, kind: teacher, post: учитель физики}}
{YEAR}pairs:
  - {{id: p1, form: teacher-teacher, mentors: [t1], mentees: [t2]}}
"""

STUDENTS = f"""
  - {{id: s1, last_name: Тетрадкин, first_name: Марк, kind: student, class: 10 «А»}}
  - {{id: s2, last_name: Линейкина, first_name: Вера, kind: student, class: 7 «Б»}}
{YEAR_OF_PUPILS}pairs:
  - {{id: p1, form: student-student, mentors: [s1], mentees: [s2]}}
"""

# What may become of the pair p1: it stops, and its mentee goes on with another mentor.
STOPPED = (
    "  - {id: p1, form: teacher-teacher, mentors: [t1], mentees: [t2], status: terminated,\n"
    "     terminated: {date: 13.11.2026, reason: Увольнение наставника}}\n"
)
SUCCESSOR = (
    "  - {id: p2, form: teacher-teacher, mentors: [t3], mentees: [t2], replaces: p1,\n"
    "     start: 16.11.2026}\n"
)


def programme(text: str = SCHOOL + TEACHERS) -> Programme:
    """Return the typed programme of a YAML text that must be without errors."""
    read = source.read_text(text, "programme.yaml")
    data, report = schema.validate(read)
    assert (report + read.report).ok, list(report + read.report)
    made, found = build_programme(data, read)
    assert made is not None, list(found)
    assert found.ok, list(found)
    return made


def facts(text: str = SCHOOL + TEACHERS, packs: PackStack | None = None) -> Facts:
    """Return the facts of a YAML text under the built-in pack."""
    return Facts(programme(text), packs or stack())


def project(folder: Path, text: str = SCHOOL + TEACHERS) -> Path:
    """Write a programme into a folder; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programme.yaml").write_text(text, encoding="utf-8")
    return folder
