"""What is done for one school of many: whatever is wrong with it concerns no other."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen import engine
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.engine.compiling import Compiled
from docgen.engine.executing import WORTH_A_WORKER, Fitting
from docgen.errors import DocgenError, OutputError
from docgen.files import safe_name
from docgen.municipality.archiving import archive
from docgen.municipality.belonging import belong
from docgen.municipality.finding import SchoolFolder
from docgen.municipality.outcome import Outcome, came_of, known, placed
from docgen.records import Frozen, field, replace

if TYPE_CHECKING:
    from docgen.engine import Built, Executor, Project
    from docgen.pdf import Converter

# A school with so many documents is worth all processors: the worker that gets it gives it back.
LARGE: Final = 2 * WORTH_A_WORKER


class Checking(Frozen):
    """A task for workers: to check a school, and which papers it must have on a day."""

    day: date | None = None
    compiled: Compiled = field(default_factory=Compiled)

    def __call__(self, school: SchoolFolder) -> Outcome:
        """Check a school."""
        return _safely(school, self._check)

    def here(self, processors: int) -> Checking:  # noqa: ARG002  a school is checked by one
        """Return the task as this process does it."""
        return self

    def apart(self) -> Checking:
        """Return the task as a worker does it."""
        return self

    def _check(self, school: SchoolFolder) -> Outcome:
        project = engine.load(school.path)
        if project.programme is None:
            return Outcome(school, placed(school, project.report))
        plan, found = engine.plan(project)
        judgement = engine.judged(project, self.day)
        found = found + engine.proofread(project, self.compiled) + judgement.report
        found = project.report + found
        return replace(
            known(school, project, found),
            planned=len(plan.jobs),
            waived=tuple(dict.fromkeys((each.rule, each.reason) for each in judgement.waived)),
        )


class Building(Frozen):
    """A task for workers: to build a school.

    `folder` is the name of the folder that a school's documents are put into; those of all schools
    may go to `output` instead. `archived` asks for a file to send. A school that has more documents
    than `most` is put off.
    """

    folder: str
    kinds: tuple[str, ...] = ()
    output: Path | None = None
    publish: bool = False
    failed: bool = False
    dry: bool = False
    archived: bool = False
    most: int = 0
    executor: Executor | None = None
    converter: Converter | None = None
    compiled: Compiled = field(default_factory=Compiled)

    def __call__(self, school: SchoolFolder) -> Outcome:
        """Build a school, or put it off."""
        return _safely(school, self._build)

    def here(self, processors: int) -> Building:
        """Return the task as this process does it: a large school gets all processors."""
        return replace(self, executor=self.executor or Fitting(processors))

    def apart(self) -> Building | None:
        """Return the task as a worker does it, unless it keeps others busy by itself."""
        return None if self.executor or self.converter else replace(self, most=LARGE)

    def place(self, school: SchoolFolder) -> Path:
        """Return where the documents of a school are put."""
        return self.output / school.name if self.output else school.path / self.folder

    def _build(self, school: SchoolFolder) -> Outcome:
        read = engine.load(school.path)
        project = self._sound(read)
        if project is None:
            return self._refused(school, read)
        if self.most and len(engine.plan(project, self.kinds)[0].jobs) > self.most:
            return Outcome(school, Report(), postponed=True)
        built = self._made(project, self.place(school))
        report = project.report + built.report
        outcome = came_of(school, project, built, report)
        return outcome if self.dry else self._told(outcome, built, report)

    def _sound(self, read: Project) -> Project | None:
        """Return what of a programme can be built; a copy for the site needs all of it."""
        if read.programme is not None:
            return read
        return None if self.publish else engine.spared(read)

    def _refused(self, school: SchoolFolder, read: Project) -> Outcome:
        """Return what comes of a school that nothing can be built of; its table says why."""
        outcome = Outcome(school, placed(school, read.report))
        if self.dry or self.publish:
            return outcome
        try:
            form = self.converter.form if self.converter else None
            engine.keep_refusal(self.place(school), read, self.kinds, form)
        except OutputError as error:
            return outcome.with_more(error.report)
        return outcome

    def _made(self, project: Project, folder: Path) -> Built:
        if self.publish:
            return engine.publish(
                project,
                folder,
                self.kinds,
                converter=self.converter,
                dry=self.dry,
                compiled=self.compiled,
            )
        return engine.build(
            project,
            folder,
            self.kinds,
            converter=self.converter,
            executor=self.executor,
            failed=self.failed,
            dry=self.dry,
            compiled=self.compiled,
        )

    def _told(self, outcome: Outcome, built: Built, report: Report) -> Outcome:
        """Write what goes with the documents: the table of errors, the file to send."""
        folder = self.place(outcome.school)
        try:
            if not self.publish:  # what is wrong with the papers is not for the site
                engine.keep_errata(folder, report, built.failures)
            # A file without the papers that failed would be sent in the place of a whole one.
            target = self._archive(outcome.school) if self.archived and outcome.ok else None
            packed = target if target and archive(built.outputs, folder, target) else None
            whole = replace(outcome, archive=packed)
            moved = belong(folder, whole, public=self.publish) if built.outputs else ()
        except OutputError as error:
            return outcome.with_more(error.report)
        return whole.with_more(moved)

    def _archive(self, school: SchoolFolder) -> Path:
        """Return where the file to send is: beside the documents, under the school's name."""
        named = f"{school.file} – {self.folder.lower()}" if self.publish else school.file
        folder = (self.output / school.name).parent if self.output else school.path
        return folder / safe_name(f"{named}.zip")


def _safely(school: SchoolFolder, work: Callable[[SchoolFolder], Outcome]) -> Outcome:
    """Do the work for a school; what stops it is a finding, whosoever fault it is."""
    try:
        return work(school)
    except DocgenError as error:
        return Outcome(school, placed(school, error.report))
    except Exception as error:  # a fault of docgen in one school is no reason to leave the others
        return Outcome(school, Report([_fault(school, error)]))
    finally:
        gc.collect(0)  # people, pairs and facts know one another; what is young is this school's


def _fault(school: SchoolFolder, error: Exception) -> Diagnostic:
    return Diagnostic(
        "DG568",
        f"Школа «{school.name}» не собрана: внутренняя ошибка ({type(error).__name__})",
        Place(str(school.path)),
        "Отчёт для разработчиков даст эта же команда для одной школы: -C и её папка.",
    )
