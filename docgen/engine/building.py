"""From a plan to files: DOCX and, with a converter, PDF; only what is not there yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from docgen.declensions.findings import check_used
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.compiling import Compiled
from docgen.engine.converting import Forms, Pdfs, foreseen, lacking
from docgen.engine.executing import Alone, Executor
from docgen.engine.keeping import Keeper, Output, State, keeping
from docgen.engine.paging import spilled
from docgen.engine.press import Printed, Printer
from docgen.engine.project import Project, plan
from docgen.errors import EnvironmentProblem, OutputError
from docgen.facts import Lexicon
from docgen.manifest import Doubt, Manifest
from docgen.plan import Job, Plan, chosen_kinds
from docgen.records import Frozen
from docgen.russian import Case, Kind
from docgen.wording import Used

if TYPE_CHECKING:
    from docgen.pdf import Converter

Progress = Callable[[str, int, int], None]
_NAMED: Final = 3  # signed documents told by name; the others are counted


class Failure(Frozen):
    """A document that could not be made, and why."""

    job: Job
    report: Report


class Built(Frozen):
    """What a build made, found made already, moved aside and could not make.

    `moved` are the documents, without their endings, that nothing plans any more.
    """

    plan: Plan
    outputs: tuple[Output, ...]
    report: Report
    moved: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()

    def count(self, state: State) -> int:
        """Return how many documents are in this state."""
        return sum(output.state is state for output in self.outputs)


def build(  # noqa: PLR0913  each is a choice of whoever builds
    project: Project,
    folder: Path,
    kinds: Iterable[str] = (),
    *,
    converter: Converter | None = None,
    progress: Progress = lambda *_: None,
    executor: Executor | None = None,
    failed: bool = False,
    dry: bool = False,
    compiled: Compiled | None = None,
) -> Built:
    """Make the documents as DOCX and, with a converter, as PDF; what is there already stays.

    A document that cannot be made is a finding; the others are made all the same. `failed` asks
    only for what could not be made the last time; `dry` makes nothing and says what would be made.
    `compiled` is what other schools of this run have in common with this one. Where records are
    left out, what is about them or tells of all is not made, and nothing is moved aside.
    """
    names = tuple(kinds)
    form = _asked_form(converter, again=failed)
    chosen, report = plan(project, names)
    if not report.ok:
        return Built(chosen, (), report)
    with keeping(project, folder, dry=dry) as keeper:
        if failed:
            chosen = Plan(tuple(job for job in chosen.jobs if keeper.failed(job)))
        wanted = _with_left_out(chosen, project, keeper.manifest, names)
        work = Work(keeper, wanted, progress, converter, again=failed)
        try:
            work.make(Printer(project, compiled), executor or Alone())
        except EnvironmentProblem:  # whoever was to make them is gone
            keeper.lack_all(_chosen(project, names), form)
            raise
        lacking = bool(project.left_out)
        moved = () if failed or lacking else keeper.clear(_spoken_for(project, names), wanted)
        with suppress(OutputError):  # as of a failure, a full disk may take no note of it
            keeper.lack(_chosen(project, names), lacking=lacking, form=form)
        used = _doubtful(keeper.manifest, chosen, project.facts.lexicon)
        report = report + check_used(used, project.source) + spilled(work.outputs, project.packs)
        return work.built(project.source.restored(report), moved)


class Work:
    """A plan being carried out: what came of each document, and what was found on the way.

    `again` says that it is what failed before.
    """

    def __init__(
        self,
        keeper: Keeper,
        chosen: Plan,
        progress: Progress,
        converter: Converter | None = None,
        *,
        again: bool = False,
    ) -> None:
        self._keeper = keeper
        self._plan = chosen
        self._progress = progress
        self._forms = Forms(converter, keeper, again) if converter else None
        self._done: list[Output | Failure | None] = []
        self._found: list[Diagnostic] = []

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The documents that are there now, in the order of the plan."""
        return tuple(each for each in self._done if isinstance(each, Output))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The documents that could not be made, in the order of the plan."""
        return tuple(each for each in self._done if isinstance(each, Failure))

    def make(self, task: Callable[[Job], Printed | Report], executor: Executor) -> None:
        """Make what is not there yet; PDFs, if they are wanted, while documents are printed."""
        self._keeper.open(self._plan)
        self._done = [self._glance(job) for job in self._plan.jobs]
        waiting = [job for job, done in zip(self._plan.jobs, self._done, strict=True) if not done]
        places = (place for place, done in enumerate(self._done) if not done)
        with self._pdfs(len(waiting)) as pdfs, closing(executor.run(task, waiting)) as printed:
            for number, (place, made) in enumerate(zip(places, printed, strict=True), start=1):
                done = self._done[place] = self.take(self._plan.jobs[place], made)
                self._progress("DOCX", number, len(waiting))
                if pdfs:
                    pdfs.take(done if isinstance(done, Output) else None)
        if pdfs:
            self._turn(pdfs.beside)
            self._found += pdfs.report
        elif forms := self._forms:
            self._turn(lambda output: foreseen(output, forms))

    def take(self, job: Job, printed: Printed | Report) -> Output | Failure:
        """Put a printed document in its place; one that cannot be made stops no other."""
        if isinstance(printed, Report):
            return self._fail(job, printed)
        try:
            return self._keeper.keep(job, printed)
        except OutputError as error:
            return self._fail(job, error.report)

    def built(self, report: Report, moved: tuple[str, ...] = ()) -> Built:
        """Return what came of it all."""
        outputs = self.outputs
        found = [*self._found, *self._keeper.found, *_kept(outputs)]
        found += lacking(outputs, self._keeper.manifest)
        found += [each for failure in self.failures for each in failure.report]
        return Built(self._plan, outputs, report + found, moved, self.failures)

    def _pdfs(self, coming: int) -> AbstractContextManager[Pdfs | None]:
        if self._forms is None or self._keeper.dry:
            return nullcontext()
        return Pdfs(self._forms, self._progress, self.outputs, coming)

    def _turn(self, turned: Callable[[Output], Output]) -> None:
        """Turn the documents that are there into what is known of them now."""
        self._done = [turned(each) if isinstance(each, Output) else each for each in self._done]

    def _glance(self, job: Job) -> Output | Failure | None:
        """Return what needs no printing: a document is there, or its place is not ours."""
        try:
            return self._keeper.glance(job)
        except OutputError as error:
            return self._fail(job, error.report)

    def _fail(self, job: Job, report: Report) -> Failure:
        with suppress(OutputError):  # a full disk may take no note of it, either
            self._keeper.fail(job, self._forms.of(job) if self._forms else None)
        return Failure(job, report)


def _asked_form(converter: Converter | None, *, again: bool) -> str | None:
    """Return the form of PDFs that a build asks for; what is made again keeps that of before."""
    return None if converter is None or (again and not converter.form) else converter.form


def _spoken_for(project: Project, names: tuple[str, ...]) -> Callable[[str], bool]:
    """Return whether a build speaks for a kind: it makes it, or there is no such kind any more."""
    chosen = _chosen(project, names)
    known = {kind.name for kind in project.packs.kinds()}
    return lambda kind: kind in chosen or not (names or kind in known)


def _chosen(project: Project, names: tuple[str, ...]) -> frozenset[str]:
    """Return the kinds that a build makes documents of."""
    return frozenset(kind.name for kind in chosen_kinds(project.packs, names)[0])


def _with_left_out(
    chosen: Plan, project: Project, manifest: Manifest, names: tuple[str, ...]
) -> Plan:
    """Return a plan with the documents of records that are left out, if there are any."""
    if not project.left_out:
        return chosen
    from docgen.engine.sparing import as_planned  # noqa: PLC0415  few programmes have errors

    return as_planned(chosen, project, manifest, _chosen(project, names))


def _doubtful(manifest: Manifest, chosen: Plan, lexicon: Lexicon) -> list[Used]:
    """Return the doubtful forms in the documents of a plan, whenever they were made."""
    first: dict[tuple[str, str], Used] = {}
    records = manifest.telling_more(job.path for job in chosen.jobs)
    for doubt in (doubt for record in records for doubt in record.doubts):
        if (doubt.row, doubt.case) not in first:
            first[doubt.row, doubt.case] = _used(doubt, lexicon)
    return list(first.values())


def _used(doubt: Doubt, lexicon: Lexicon) -> Used:
    """Return a form that was written down as it was when it was printed."""
    try:
        row = lexicon[doubt.row]
    except KeyError:  # a word that stands in no field of its own
        row = lexicon.word(doubt.text, cast(Kind, doubt.kind))
    return Used(row.phrase(), cast(Case, doubt.case), doubt.form, lambda: doubt.sentence)


def _kept(outputs: Iterable[Output]) -> Iterator[Diagnostic]:
    """Yield the finding that signed documents are what they were."""
    names = [f"«{output.job.name}»" for output in outputs if output.kept]
    if not names:
        return
    more = f" и ещё {len(names) - _NAMED}" if len(names) > _NAMED else ""
    message = f"Подписано и не переписано: {', '.join(names[:_NAMED])}{more}."
    hint = (
        "Изменилось что-то важное – издайте приказ об изменении. Ошиблись с отметкой – "
        "уберите status: signed."
    )
    yield Diagnostic("DG550", message, hint=hint, severity=Severity.INFO)
