"""`docgen check ФАЙЛ…`: does a finished document look as a profile of norms asks?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from docgen.cli.common import Manner
from docgen.cli.printing import counted, totals
from docgen.cli.template.given import packs_of
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import DataError

if TYPE_CHECKING:
    from docgen.citations import KnownActs
    from docgen.norms import Examined, Profile

_WORD: Final = (".docx", ".docm", ".dotx")
_FOREIGN: Final = (".doc", ".odt", ".rtf", ".dot")
_ALL: Final = (*_WORD, ".pdf", *_FOREIGN)
_FEW, _EVERY = 3, 200


def check_files(
    manner: Manner, names: tuple[Path, ...], *, profile: str, comments: bool
) -> NoReturn:
    """Check finished documents; a folder means the documents in it."""
    from docgen import norms  # noqa: PLC0415  only for finished documents
    from docgen.citations import KnownActs  # noqa: PLC0415  the same

    packs = packs_of(manner.folder)
    asked = norms.profile(profile or norms.DEFAULT, packs)
    known = KnownActs(packs.table("acts"))
    most = _EVERY if comments else _FEW
    judged = [(path, *_judged(path, asked, known, most)) for path in _found(names)]
    report = Report(each for _, found, _ in judged for each in found)
    copies = [copy for path, found, _ in judged if comments for copy in _commented(path, found)]
    manner.answer(
        report,
        profile=asked.id,
        files=[{"file": str(path), "verdict": verdict} for path, _, verdict in judged],
        outputs=[str(copy) for copy in copies],
    )
    manner.findings(report)
    for path, _, verdict in judged:
        manner.say(f"{path}: {verdict}")
    for copy in copies:
        manner.say(f"Замечания записаны в копию: {copy}")
    manner.say(_summary(report, len(judged), asked))
    manner.finish(report)


def _found(names: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the documents that are meant; the locks that Word leaves are none."""
    for name in names:
        inside = sorted(name.rglob("*")) if name.is_dir() else [name]
        for path in inside:
            wanted = path.suffix.casefold() in _ALL or path == name
            if wanted and not path.name.startswith(("~$", ".")):
                yield path


def _judged(path: Path, profile: Profile, known: KnownActs, most: int) -> tuple[Report, str]:
    """Return what is wrong with one document, and the sentence about it."""
    from docgen import norms  # noqa: PLC0415  only for finished documents
    from docgen.citations import Paper  # noqa: PLC0415  the same

    suffix = path.suffix.casefold()
    if suffix not in (*_WORD, ".pdf"):
        return Report([_strange(path)]), "не проверен"
    look = norms.examine_pdf if suffix == ".pdf" else norms.examine
    examined: Examined = look(_contents(path), profile, str(path), most)
    if not examined.rules:
        return examined.report, "не проверен"
    report, document = examined.report, examined.document
    if document is not None and examined.requisites is not None:
        written = examined.requisites.date
        paper = Paper(date=written.day if written else None)
        report = report + norms.cited_acts(document, paper, known)
    return report, norms.verdict(examined, profile)


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = "файла нет" if isinstance(error, FileNotFoundError) else "нет права его читать"
        hint = "Проверьте имя файла и права на него."
        found = Diagnostic("DG658", f"Документ не прочитан: {why}.", Place(str(path)), hint)
        raise DataError(found) from error


def _strange(path: Path) -> Diagnostic:
    old = path.suffix.casefold() in _FOREIGN
    message = f"Файлы {path.suffix or 'без расширения'} не проверяются."
    hint = (
        "Откройте его в Word или LibreOffice и сохраните как .docx."
        if old
        else "Назовите документ Word (.docx) или PDF."
    )
    return Diagnostic("DG658", message, Place(str(path)), hint)


def _commented(path: Path, found: Report) -> Iterator[Path]:
    """Write a copy of a Word file with what was found in it as comments."""
    from docgen.docx.comments import commented  # noqa: PLC0415  only with `--comments`
    from docgen.files import safe_name, write_atomic  # noqa: PLC0415  only with `--comments`

    if len(found) and path.suffix.casefold() in _WORD and not _unread(found):
        copy = Path(safe_name(f"{path.stem} – замечания") + ".docx")
        write_atomic(copy, commented(path.read_bytes(), found, str(path)))
        yield copy


def _unread(found: Report) -> bool:
    """Whether a file could not be opened at all: a copy cannot be written either."""
    return any(each.code.startswith("DG23") for each in found)


def _summary(report: Report, documents: int, profile: Profile) -> str:
    checked = f"Проверено: {counted(documents, 'документ', 'документа', 'документов')}"
    found: Any = totals(report)
    outcome = f"Итог: {found}." if found else "Ошибок нет."
    return f"{checked}, профиль {profile.id}. {outcome} {profile.note}".rstrip()
