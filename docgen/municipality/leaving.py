"""Schools that are no more, or are back: what lies in the folder of all documents follows them.

Nothing is deleted: it is moved aside, as documents are that nothing plans any more.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen import source
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.engine import MAIN_FILE
from docgen.engine.keeping import NEEDLESS
from docgen.errors import OutputError
from docgen.files import set_aside
from docgen.locking import locked
from docgen.manifest import FOLDER
from docgen.municipality.belonging import Belonging, belonging, identity, meant
from docgen.municipality.finding import SchoolFolder
from docgen.municipality.tasks import Building


def follow(task: Building, root: Path, schools: Sequence[SchoolFolder], found: Report) -> Report:
    """Bring back the documents of schools that are back, move aside those of schools that left.

    Only where the documents of all schools lie: in a school's own folder they go where it goes.
    Aside moves only a run that makes all kinds of them and has `found` no folder that is closed.
    """
    if task.output is None:
        return Report()
    back = () if task.dry else _returned(task, task.output, schools)
    whole = found.ok and not (task.kinds or task.failed)
    return Report((*back, *(_parted(task, task.output, root, schools) if whole else ())))


def _returned(
    task: Building, output: Path, schools: Sequence[SchoolFolder]
) -> Iterator[Diagnostic]:
    for school in schools:
        aside, place = output / NEEDLESS / school.name, task.place(school)
        known = None if place.exists() else belonging(aside, public=task.publish)
        if known and meant(place, known.school) == Path(os.path.realpath(school.path)):
            yield _moved(aside, place, known, _back(school.name, place))


def _parted(
    task: Building, output: Path, root: Path, schools: Sequence[SchoolFolder]
) -> Iterator[Diagnostic]:
    """Let documents go where their school is called otherwise now, and aside where it has left."""
    gone = tuple(_left(task, output, root))
    arrived = _arrived(task, schools) if gone else {}
    for folder, known in gone:
        was, school = folder.relative_to(output), arrived.pop(known.identity, None)
        to = task.place(school) if school else output / NEEDLESS / was
        named = was.as_posix()
        said = _renamed(named, school.name, to, task.dry) if school else _gone(named, to, task.dry)
        yield said if task.dry else _moved(folder, to, known, said)


def _left(task: Building, output: Path, root: Path) -> Iterator[tuple[Path, Belonging]]:
    """Yield the folders that this run would put schools into, if those were still there.

    What else lies in the folder of a school itself is the school's.
    """
    for folder in _made(output):
        known = belonging(folder, public=task.publish)
        school = Path(os.path.realpath(root), folder.relative_to(output))
        theirs = known and meant(folder, known.school) == school != meant(folder, ".")
        if known and theirs and not os.path.lexists(school / MAIN_FILE):
            yield folder, known


def _arrived(task: Building, schools: Sequence[SchoolFolder]) -> dict[str, SchoolFolder]:
    """Return the schools that have no documents yet, by what nobody else of them is called."""
    new = [(_called(each), each) for each in schools if not task.place(each).exists()]
    count = Counter(name for name, _ in new)
    return {name: school for name, school in new if name and count[name] == 1}


def _called(school: SchoolFolder) -> str:
    """Return what tells a school from others, as its programme says it, right or wrong."""
    data = source.read(school.path / MAIN_FILE).data
    said = data.get("school") if isinstance(data, dict) else None
    if not isinstance(said, dict):
        return ""
    return identity(*(str(said.get(key) or "") for key in ("full_name", "inn")))


def _made(output: Path) -> Iterator[Path]:
    """Yield the folders that documents of a school lie in."""
    for at, below, _ in os.walk(output):
        folder = Path(at)
        if folder != output and FOLDER in below:
            yield folder
            below.clear()
        below[:] = [each for each in below if not each.startswith(".") and each != NEEDLESS]


def _moved(folder: Path, to: Path, known: Belonging, said: Diagnostic) -> Diagnostic:
    """Move a folder and the archive beside it; return what is to be said, or why it stays.

    The folder goes last: a run that is killed in between leaves what the next one can finish.
    """
    archive = folder.with_name(Path(known.archive).name)
    try:
        with locked(folder / FOLDER / "lock"):
            if known.archive and archive.is_file() and folder.parent != to.parent:
                set_aside(archive, to.with_name(archive.name))
        set_aside(folder, to)
    except OutputError as error:
        return _held(folder, error)
    return said


def _gone(name: str, aside: Path, dry: bool) -> Diagnostic:
    will = "будут перенесены" if dry else "перенесены"
    return Diagnostic(
        "DG578",
        f"Школы «{name}» среди школ больше нет: её документы и архив {will} в «{aside}»",
        Place(str(aside.parent)),
        "Школа закрыта – храните их или удалите. Папку переименовали вместе с названием школы – "
        "документы созданы заново, а подписанные и правленные вручную возьмите отсюда.",
        Severity.INFO,
    )


def _renamed(was: str, name: str, place: Path, dry: bool) -> Diagnostic:
    will = "перейдут" if dry else "перешли"
    return Diagnostic(
        "DG579",
        f"Папка школы «{was}» теперь называется «{name}»: её документы {will} под это имя",
        Place(str(place)),
        "Делать ничего не нужно.",
        Severity.INFO,
    )


def _back(name: str, place: Path) -> Diagnostic:
    return Diagnostic(
        "DG579",
        f"Школа «{name}» снова среди школ: её документы возвращены из «{NEEDLESS}»",
        Place(str(place)),
        "Делать ничего не нужно.",
        Severity.INFO,
    )


def _held(path: Path, error: OutputError) -> Diagnostic:
    busy = next((each for each in error.report if each.code == "DG508"), None)
    return busy or Diagnostic(
        "DG507",
        f"«{path.name}» не перенести в «{NEEDLESS}»: {error.__cause__}",
        Place(str(path)),
        "Закройте файлы, открытые оттуда, и повторите.",
        Severity.WARNING,
    )
