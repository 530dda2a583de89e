"""A list of schools: a folder with a first programme for each, and none is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from docgen import schema, source
from docgen.diagnostics import Diagnostic, Severity
from docgen.errors import OutputError
from docgen.files import safe_name, unique_names
from docgen.records import Frozen
from docgen.starter import FILE, Answers, require_free, start
from docgen.tables.changes import ADDED, CHANGED, GONE, Change, Detail, Draft
from docgen.tables.coverage import absent, only_a_part
from docgen.tables.names import Name, read_name
from docgen.tables.people import PARTS
from docgen.tables.rows import Record
from docgen.tables.values import Misfit
from docgen.tables.words import clean, plain

DETAILS: Final = (
    "address phone email site inn kpp ogrn okpo region municipality".split()
)  # fields of a school that the starter takes as they are
_COMPARED = ("full_name", "short_name", "place", "director", *DETAILS)
_SETTLEMENT = re.compile(
    r"(?:^|,\s*)((?:г|с|п|пос|пгт|рп|р\.\s?п|д|дер|ст-ца|станица|село|город|посёлок|деревня|аул|х)"
    r"\.?\s[А-ЯЁ][^,]*)"
)


class Opening(Frozen):
    """What the first programme of every school begins with."""

    school_year: str
    tracks: tuple[str, ...]


class School(Frozen):
    """A school to be set up: its folder, and what the starter needs."""

    folder: Path
    answers: Answers
    record: Record


def take_schools(
    records: Iterable[Record], root: Path, opening: Opening, draft: Draft, complete: bool | None
) -> tuple[School, ...]:
    """Return the schools whose folders are not there yet; say what is with the others."""
    read = [(record, _answers(record, opening, draft)) for record in records]
    known = [(record, answers) for record, answers in read if answers]
    names = unique_names({str(at): _wanted(record) for at, (record, _) in enumerate(known)})
    schools = [School(root / names[str(at)], ans, rec) for at, (rec, ans) in enumerate(known)]
    fresh = tuple(school for school in schools if not (school.folder / FILE).exists())
    _once(schools, draft)
    draft.found += _unusable(fresh)
    for school in schools:
        draft.changes += _changes(school, fresh, draft)
    _gone(root, {school.folder for school in schools}, draft, complete)
    return fresh


def set_up(schools: Iterable[School]) -> Iterator[Path]:
    """Write the folders; yield the programme of each."""
    for school in schools:
        yield start(school.folder, school.answers)


def _wanted(record: Record) -> str:
    return safe_name(record.text("code") or record.text("short_name") or record.text("full_name"))


def _answers(record: Record, opening: Opening, draft: Draft) -> Answers | None:
    full = record.text("full_name") or record.text("short_name")
    place = record.text("place") or _settlement(record.text("address"))
    needed = (
        ("наименование", full),
        ("место издания (населённый пункт)", place),
        ("директор", record.text("director")),
    )
    lacking = [what for what, given in needed if not given]
    if lacking:
        hint = "Заполните ячейки; населённый пункт может стоять и в адресе: «г. Примерск»."
        draft.say("DG334", f"Не хватает: {', '.join(lacking)}", record.place, hint)
    director, curator = (_person(record, key, draft) for key in ("director", "curator"))
    if lacking or record.bad or director is None:
        return None
    short = record.text("short_name") or full
    details = {key: record.text(key) for key in DETAILS if record.text(key)}
    return Answers(
        full, short, place, director, curator, opening.tracks, opening.school_year, details
    )


def _person(record: Record, key: str, draft: Draft) -> tuple[str, str, str] | None:
    text = record.text(key)
    if not text:
        return None
    try:
        name = read_name(text)
        if name.is_short:
            hint = "Напишите фамилию, имя и отчество полностью."
            raise Misfit(f"«{clean(text)}» – не полное ФИО", hint, "DG317")
    except Misfit as misfit:
        draft.say(misfit.code, misfit.message, record.at(key), misfit.hint)
        return None
    return _parts(name)


def _parts(name: Name) -> tuple[str, str, str]:
    return name.last, name.first, name.middle


def _settlement(address: str) -> str:
    found = _SETTLEMENT.search(address)
    return found[1].strip() if found else ""


def _once(schools: Iterable[School], draft: Draft) -> None:
    """Refuse two rows of one school: by its INN, by its code, or by its name."""
    rows: dict[tuple[str, str], Record] = {}
    for school in schools:
        keys = {key: plain(school.record.text(key)) for key in ("inn", "code")}
        keys["full_name"] = plain(school.answers.full_name)
        for key in keys.items():
            first = rows.setdefault(key, school.record) if key[1] else school.record
            if first is not school.record:
                message = f"Эта школа уже есть: {first.place.spot}"
                hint = "Удалите одну из строк или исправьте ИНН, код и наименование."
                draft.say("DG322", message, school.record.place, hint)
                break


def _unusable(fresh: Iterable[School]) -> Iterator[Diagnostic]:
    """Yield why folders that are there already cannot take a programme."""
    for school in fresh:
        try:
            require_free(school.folder)
        except OutputError as error:
            yield from error.report


def _changes(school: School, fresh: tuple[School, ...], draft: Draft) -> Iterator[Change]:
    if school in fresh:
        yield Change(ADDED, "школа", f"{school.answers.short_name} → {school.folder}")
        return
    details = tuple(_differences(school))
    if not details:
        return
    yield Change(
        CHANGED,
        "школа",
        f"{school.answers.short_name} ({school.folder})",
        details,
        "папка уже есть, и в ней ничего не изменено: исправьте её programme.yaml сами",
    )
    message = f"Сведения о школе «{school.answers.short_name}» не те, что в её папке"
    hint = f"Папка «{school.folder.name}» оставлена как есть; что иначе – показано в изменениях."
    place = school.record.place
    draft.found.append(Diagnostic("DG333", message, place, hint, Severity.WARNING))


def _differences(school: School) -> Iterator[Detail]:
    data = source.read(school.folder / FILE).data
    known = data.get("school")
    known = {**known, "director": _director(data)} if isinstance(known, dict) else {}
    told: Mapping[str, str] = {
        "full_name": school.answers.full_name,
        "short_name": school.answers.short_name,
        "place": school.answers.place,
        "director": " ".join(filter(None, school.answers.director)),
        **school.answers.details,
    }
    titles = schema.root("programme").at(("school",)).properties
    for key in _COMPARED:
        old = clean(str(known.get(key) or ""))
        if told.get(key) and told[key] != old:
            yield Detail(titles[key].title, old, told[key])


def _director(data: Mapping[str, Any]) -> str:
    """Return the name of the director in the programme of a school."""
    post, people = data["school"].get("director"), data.get("people")
    wanted = post.get("person") if isinstance(post, dict) else None
    known = [each for each in people if isinstance(each, dict)] if isinstance(people, list) else []
    found = next((each for each in known if each.get("id") == wanted), {})
    return clean(" ".join(str(found.get(key) or "") for key in PARTS))


def _gone(root: Path, folders: set[Path], draft: Draft, complete: bool | None) -> None:
    """List the folders of schools that the table does not name; a few of many are a part."""
    known = dict(enumerate(path.parent for path in sorted(root.glob(f"*/{FILE}"))))
    seen = {at for at, folder in known.items() if folder in folders}
    found = absent(dict.fromkeys(known, ""), seen, {""}, complete=complete)
    for at in found.gone:
        advice = "в таблице нет; папка оставлена как есть"
        draft.changes.append(Change(GONE, "школа", known[at].name, (), advice))
    if part := only_a_part("школ", ("" for _ in found.unsaid), draft.file):
        draft.notes.append(part)


def school_year_on(today: date) -> str:
    """Return the school year that is on, or from June the one to come."""
    start_year = today.year if today.month >= 6 else today.year - 1
    return f"{start_year}/{(start_year + 1) % 100:02d}"
