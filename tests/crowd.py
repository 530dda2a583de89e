"""A school with many pairs, an order for each, and what a run in a process of its own leaves."""

from __future__ import annotations

from pathlib import Path

from tests.programmes import SCHOOL, YEAR

# Papers of a pair or of one of its two: as many documents as pairs of each.
KINDS = ("order-pair", "pair-plan", "mentor-consent", "mentee-feedback")
_SURNAMES = "Примеров Образцов Тетрадкин Линейкин Учебников Черновиков Ручкин Доскин".split()
_NAMES = "Иван Пётр Павел Марк Лев Глеб Олег Илья Юрий Антон Тимур".split()
_ABOUT = f"{YEAR}  orders: per-pair\npairs:\n"


def crowd(pairs: int, *, without: int = -1, goals: dict[int, str] | None = None) -> str:
    """Return a programme of so many pairs: one may be gone, some may have goals of their own."""
    people = (_person(number) for number in range(2 * pairs))
    told = (_pair(number, (goals or {}).get(number)) for number in range(pairs))
    kept = (line for number, line in enumerate(told) if number != without)
    return SCHOOL + "".join(people) + _ABOUT + "".join(kept)


def _person(number: int) -> str:
    last = _SURNAMES[number % len(_SURNAMES)]
    first = _NAMES[number // len(_SURNAMES) % len(_NAMES)]
    return (
        f"  - {{id: t{number}, last_name: {last}, first_name: {first}, gender: m, kind: teacher,"
        " post: учитель}\n"
    )


def _pair(number: int, goal: str | None) -> str:
    more = f", goal: {goal}" if goal else ""
    members = f"mentors: [t{2 * number}], mentees: [t{2 * number + 1}]"
    return f"  - {{id: p{number:03}, form: teacher-teacher, {members}{more}}}\n"


def documents(folder: Path) -> dict[str, bytes]:
    """Return the documents of an output folder by their names; temporary files count, too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".docgen" not in path.parts
    }
