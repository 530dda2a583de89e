"""Puts documents in their places, and no other: what a person changed or signed is not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.engine.origins import Origins
from docgen.engine.press import Printed
from docgen.engine.project import Project
from docgen.errors import OutputError
from docgen.files import (
    Room,
    digest,
    digest_of,
    explain,
    folded,
    inside,
    safe_name,
    set_aside,
    sweep,
    write_atomic,
    write_new,
)
from docgen.locking import locked
from docgen.manifest import FILE, FOLDER, SITE_FILE, Manifest, Origin, Record, read_manifest
from docgen.packs import Kind
from docgen.plan import Job, Plan
from docgen.records import Frozen, replace
from docgen.register import document_key

EARLIER, NEEDLESS = "Прежние версии", "Больше не нужны"
_ENDINGS: Final = ("docx", "xlsx", "pdf")
_DOCX: Final = ("docx",)
_WITH_XLSX: Final = ("docx", "xlsx")
_WITH_PDF: Final = ("docx", "pdf")
_NEW: Final = "*"  # of what a note of a kind speaks: documents that nobody has made yet,
_ALL: Final = "**"  # or all of them
T = TypeVar("T")


class State(Enum):
    """What a run did with a document."""

    MADE = "made"
    SAME = "unchanged"
    SIGNED = "signed"


class Reason(Enum):
    """Reason a document is made, or its PDF: that may be older than it, or of another form."""

    NEW = "new"
    DATA = "data"
    TEMPLATE = "template"
    TEXTS = "texts"
    ENGINE = "engine"
    EDITED = "edited"
    LOST = "lost"
    UNFINISHED = "unfinished"
    OLDER = "older"
    FORM = "form"


class Output(Frozen, gc=False):
    """A document of a build, with the labels of the blanks left to fill in by hand.

    `folder` is that of the build, `endings` are those of the files there are; `signed` is where the
    document was when it was signed, if that was elsewhere. `why` says why it was made; a document
    that is `kept` is signed; `pdf_made` says that its PDF was made in this run, `pdf_why` why a
    run that is not dry would make it.
    """

    job: Job
    folder: Path
    blanks: tuple[str, ...] = ()
    endings: tuple[str, ...] = _DOCX
    state: State = State.MADE
    why: tuple[Reason, ...] = ()
    pdf_made: bool = False
    pdf_why: Reason | None = None
    signed: str = ""

    @property
    def docx(self) -> Path:
        """The document."""
        return self._file("docx")

    @property
    def pdf(self) -> Path | None:
        """Its PDF, if there is one."""
        return self._file("pdf") if "pdf" in self.endings else None

    @property
    def xlsx(self) -> Path | None:
        """The workbook beside it, if there is one."""
        return self._file("xlsx") if "xlsx" in self.endings else None

    @property
    def kept(self) -> bool:
        """Whether its file is a fact that no run may change."""
        return self.state is State.SIGNED

    def _file(self, ending: str) -> Path:
        return self.folder / f"{self.signed or self.job.path}.{ending}"


class _Put(Frozen):
    """A printed file with its digest; that of what is in its place, and whether we put it there."""

    place: str
    data: bytes
    made: str
    there: str | None
    ours: bool

    @property
    def is_other(self) -> bool:
        """Whether the place holds something else than what was printed, or nothing."""
        return self.made != self.there

    @property
    def is_foreign(self) -> bool:
        """Whether somebody changed what is there."""
        return bool(self.there) and not self.ours and self.is_other

    @property
    def digests(self) -> tuple[str, str]:
        """The digests of what is put there and of what of ours it replaces."""
        return self.made, (self.is_other and self.ours and self.there) or ""


@contextmanager
def keeping(
    project: Project, folder: Path, *, public: bool = False, dry: bool = False
) -> Iterator[Keeper]:
    """Open an output folder for one run; a `dry` one only looks at it.

    Copies for the site, which are `public`, have records of their own.
    """
    file = folder / FOLDER / (SITE_FILE if public else FILE)
    if dry:
        manifest, found = read_manifest(file)
        keeper = Keeper(project, folder, manifest.dry(), public=public, dry=True)
        keeper.found += found
        yield keeper
        return
    open_folder(folder / FOLDER)
    with locked(folder / FOLDER / "lock"):
        manifest, found = read_manifest(file)
        keeper = Keeper(project, folder, manifest, public=public)
        keeper.found += found
        with manifest:
            yield keeper


class Keeper:
    """The output folder of one run: compares what is there, what was made and what is printed.

    A `dry` one only says what it would do.
    """

    def __init__(
        self,
        project: Project,
        folder: Path,
        manifest: Manifest,
        *,
        public: bool = False,
        dry: bool = False,
    ) -> None:
        self.manifest = manifest
        self.found: list[Diagnostic] = []
        self._project = project
        self._folder = folder
        self._origins = Origins(project)
        self._room = Room(folder)
        told = project.facts.programme.documents.items()
        self._signed = {key for key, each in told if each.status == "signed"}
        self._public = public
        self.dry = dry

    def open(self, chosen: Plan) -> None:
        """Make the folders of a plan's documents, and remove what killed runs left there."""
        if not self.dry:
            for part in dict.fromkeys(job.folder for job in chosen.jobs):
                open_folder(self._folder / part)

    def glance(self, job: Job) -> Output | None:
        """Return a document that need not even be printed: it is signed, or nothing changed."""
        if self._public:  # a copy may depend on those made before it, and no copy is signed
            return None
        if self.is_signed(job.kind, job.subject):
            signed = self._signed_file(job)
            if signed:
                there = inside(self._folder, f"{signed}.pdf").exists()
                endings = _WITH_PDF if there else _DOCX
                return Output(job, self._folder, (), endings, State.SIGNED, signed=signed)
        record = self.manifest.get(job.path)
        if record is None or record.failed == "docx" or not self._stands(job, record):
            return None
        files = [ending for ending in record.files if ending != "pdf"]
        if any(self._there(job, each)[1] != record.digest(each) for each in files):
            return None
        return self._output(job, record, State.SAME)

    def keep(self, job: Job, printed: Printed) -> Output:
        """Put a printed document in its place; OutputError says why it cannot be put there."""
        known = self.record(job)
        puts = {ending: self._compared(job, known, ending, printed) for ending in printed.files}
        record = Record(
            job.path,
            job.kind,
            job.subject,
            {**known.files, **{ending: put.digests for ending, put in puts.items()}},
            self._origins.of(self._kind(job), job.subject, printed.asked),
            known.pdf_of,
            blanks=printed.blanks,
            doubts=printed.doubts,
        ).owing(known.owed)
        if record != known:
            self.manifest.note(record)
        other = [put for put in puts.values() if put.is_other]
        if not other:
            return self._output(job, record, State.SAME)
        if not self.dry:
            for put in other:
                self._put(put)
        return self._output(job, record, State.MADE, _why(known, record, puts))

    def fail(self, job: Job, form: str | None = None) -> None:
        """Remember that a document could not be made, and the form of the PDF it was to have."""
        record = self.record(job)
        self.manifest.note(
            replace(record, failed="docx", owed=record.owed if form is None else form)
        )

    def failed(self, job: Job) -> bool:
        """Whether a document, or its PDF, could not be made the last time."""
        record, lacking = map(self.manifest.get, (job.path, _lacking(job.kind)))
        if record is None or (lacking and lacking.subject == _ALL):
            return lacking is not None
        return bool(record.failed) or record.lacks_pdf

    def lack(self, kinds: Iterable[str], *, lacking: bool, form: str | None = None) -> None:
        """Remember of which kinds not all documents could be planned; forget it if they could.

        What nobody has made yet of such kinds counts as failed, as do PDFs of a form beside it.
        """
        for kind in sorted(kinds):
            if lacking:
                self.manifest.note(_lack(self.manifest, kind, _NEW, form))
            elif _lacking(kind) in self.manifest.paths:
                self.manifest.forget(_lacking(kind))

    def lack_all(self, kinds: Iterable[str], form: str | None = None) -> None:
        """Remember that of some kinds nobody has looked at all documents: all count as failed."""
        for kind in sorted(kinds):
            self.manifest.note(_lack(self.manifest, kind, _ALL, form))

    def clear(self, speaks_for: Callable[[str], bool], chosen: Plan) -> tuple[str, ...]:
        """Move aside what a plan has no more of the kinds it speaks for; return which documents."""
        planned = {job.path for job in chosen.jobs}
        unplanned = [path for path in self.manifest.paths if path not in planned]
        left = {
            record.path: record
            for record in filter(None, map(self.manifest.get, unplanned))
            if speaks_for(record.kind) and not self.is_signed(record.kind, record.subject)
        }
        stay = [path for path in self.manifest.paths if path not in left] if left else ()
        twins = {folded(path): path for path in stay}
        cleared = (
            path for path, each in left.items() if self._clear(each, twins.get(folded(path)))
        )
        return tuple(cleared)

    def record(self, job: Job) -> Record:
        """Return what is known of a document."""
        known = self.manifest.get(job.path)
        if known:
            return known
        lacking = self.manifest.get(_lacking(job.kind))
        owed = lacking.owed if lacking else None
        return Record(job.path, job.kind, job.subject, {}, Origin(), owed=owed)

    def form(self, job: Job) -> str:
        """Return the form of the PDF that a document was to have."""
        lacking = self.manifest.get(_lacking(job.kind))
        if lacking and lacking.subject == _ALL and lacking.owed is not None:
            return lacking.owed
        return self.record(job).form

    def file(self, job: Job, ending: str) -> Path:
        """Return where a file of a document is."""
        return self._room.place(f"{job.path}.{ending}")

    def set_aside(self, file: Path) -> None:
        """Keep a file that a person changed among the earlier versions."""
        day = date.fromtimestamp(file.stat().st_mtime)
        place = file.relative_to(self._folder).parent
        target = self._folder / EARLIER / place / safe_name(f"{day} {file.name}")
        self.found.append(_edited(file, set_aside(file, target).relative_to(self._folder)))

    def _compared(self, job: Job, known: Record, ending: str, printed: Printed) -> _Put:
        """Compare a printed file with what is in its place."""
        place, there = self._there(job, ending)
        data = printed.files[ending]
        return _Put(place, data, digest(data), there, known.made(ending, there or ""))

    def _there(self, job: Job, ending: str) -> tuple[str, str | None]:
        """Return where a file of a document is, and its digest; of one that is not there, None."""
        place, found = self._room.look(f"{job.path}.{ending}")
        return place, digest_of(place) if found else None

    def _put(self, put: _Put) -> None:
        """Put a file in its place; what a person changed there goes aside."""
        if put.there is None:
            write_new(put.place, put.data)
            return
        place = Path(put.place)
        if put.is_foreign:
            self.set_aside(place)
        write_atomic(place, put.data)

    def _clear(self, record: Record, twin: str | None) -> bool:
        """Move the files of a document aside; return whether there were any."""
        try:
            files = [path for ending in _ENDINGS if (path := self._left(record, ending, twin))]
            if not self.dry:
                self._move(record, files)
        except OutputError as error:  # a file that is open in Word goes the next time
            self.found += error.report
            return False
        return bool(files)

    def _left(self, record: Record, ending: str, twin: str | None) -> Path | None:
        """Return a file of a document that is needed no more, if it is there.

        Where letters of both cases are one, it may be that of a document of almost the same name.
        """
        path = inside(self._folder, f"{record.path}.{ending}")
        if not path.is_file() or (twin and _is_one(path, inside(self._folder, f"{twin}.{ending}"))):
            return None
        return path

    def _move(self, record: Record, files: list[Path]) -> None:
        for path in files:
            set_aside(path, self._folder / NEEDLESS / path.relative_to(self._folder))
        self.manifest.forget(record.path)
        if files:
            self.found.append(_needless(record.path))

    def _stands(self, job: Job, record: Record) -> bool:
        """Whether a document is of the same things as when it was made, and about the same."""
        known = _who(job) == (record.kind, record.subject)
        return known and self._origins.stands(self._kind(job), job.subject, record.origin)

    def _kind(self, job: Job) -> Kind:
        return self._project.packs.kind(job.kind)

    def is_signed(self, kind: str, subject: str) -> bool:
        """Whether the programme says that a document is signed: then its file is a fact."""
        return document_key(kind, subject) in self._signed

    def _signed_file(self, job: Job) -> str | None:
        """Return where a signed document is: perhaps it had another name when it was signed."""
        if self.file(job, "docx").exists():
            return job.path
        own = (each.path for each in self.manifest if (each.kind, each.subject) == _who(job))
        return next((path for path in own if inside(self._folder, f"{path}.docx").exists()), None)

    def _output(
        self, job: Job, record: Record, state: State, why: tuple[Reason, ...] = ()
    ) -> Output:
        endings = _WITH_XLSX if record.digest("xlsx") else _DOCX
        return Output(job, self._folder, _shared(record.blanks), endings, state, _shared(why))


def note_refusal(folder: Path, kinds: Iterable[str], form: str | None = None) -> None:
    """Remember that no document of some kinds could be made or looked at: all count as failed.

    So do PDFs of a form beside them.
    """
    open_folder(folder / FOLDER)
    with locked(folder / FOLDER / "lock"):
        manifest, _ = read_manifest(folder / FOLDER / FILE)
        with manifest:
            for record in (_lack(manifest, kind, _ALL, form) for kind in sorted(kinds)):
                if manifest.get(record.path) != record:
                    manifest.note(record)


def open_folder(folder: Path) -> None:
    """Make a folder for documents, and remove what killed runs left there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, FileNotFoundError) as error:
        raise OutputError(_no_folder(folder)) from error
    except OSError as error:
        raise OutputError(explain(error, folder)) from error
    sweep(folder)


@lru_cache(maxsize=1024)
def _shared(values: tuple[T, ...]) -> tuple[T, ...]:
    """Return the values: thousands of documents have the same, and need them in memory once."""
    return values


def _is_one(path: Path, other: Path) -> bool:
    return other.exists() and path.samefile(other)


def _lacking(kind: str) -> str:
    """Return what stands in the place of the documents of a kind that could not be planned."""
    return f"{FOLDER}/{kind}"


def _lack(manifest: Manifest, kind: str, which: str, form: str | None) -> Record:
    """Return the note that documents of a kind, all or the new ones, are yet to be made.

    So are their PDFs, of a form that is asked for now or was before.
    """
    known = manifest.get(_lacking(kind))
    owed = known.owed if known and form is None else form
    return Record(_lacking(kind), kind, which, {}, Origin(), failed="docx", owed=owed)


def _who(job: Job) -> tuple[str, str]:
    return job.kind, job.subject


def _why(known: Record, record: Record, puts: Mapping[str, _Put]) -> tuple[Reason, ...]:
    """Return why a document had to be made."""
    foreign = any(put.is_foreign for put in puts.values())
    if not known.files:
        return (Reason.EDITED if foreign else Reason.NEW,)
    other = any(known.digest(ending) != put.made for ending, put in puts.items())
    reasons = list(_changed(known.origin, record.origin)) if other else []
    if foreign:
        reasons.append(Reason.EDITED)
    elif not all(put.there for put in puts.values()):
        reasons.append(Reason.LOST)
    return tuple(reasons) or (Reason.UNFINISHED,)


def _changed(old: Origin, new: Origin) -> Iterator[Reason]:
    pairs = (
        (Reason.DATA, old.data, new.data),
        (Reason.TEMPLATE, old.template, new.template),
        (Reason.TEXTS, old.texts, new.texts),
        (Reason.ENGINE, old.engine, new.engine),
    )
    changed = [why for why, before, now in pairs if before != now]
    # Papers may hold words of other kinds, too: their annexes.
    yield from changed or ([Reason.TEXTS] if old.packs != new.packs else [])


def _no_folder(folder: Path) -> Diagnostic:
    return Diagnostic(
        "DG570",
        f"Папку «{folder}» не создать: на этом пути файл, или такого диска нет",
        Place(str(folder)),
        "Укажите другую папку: docgen build -o ПАПКА",
    )


def _edited(file: Path, now: Path) -> Diagnostic:
    return Diagnostic(
        "DG554",
        f"Файл «{file.name}» менял не docgen: он перенесён в «{now}», на его месте новый.",
        Place(str(file)),
        "Нужны правки из него – внесите их в программу или в шаблон, чтобы они не терялись.",
        Severity.INFO,
    )


def _needless(path: str) -> Diagnostic:
    return Diagnostic(
        "DG555",
        f"Документ «{path}» по программе больше не нужен: он перенесён в «{NEEDLESS}».",
        hint="Нужен снова – верните в программу то, о чём он. Не нужен совсем – удалите файл.",
        severity=Severity.INFO,
    )
