"""Copies for the school's site: the papers that must be there, without private data, and a list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.diagnostics import Diagnostic, Report
from docgen.engine.building import Built, Progress, Work
from docgen.engine.compiling import Compiled
from docgen.engine.executing import Alone
from docgen.engine.keeping import Output, keeping
from docgen.engine.press import Press, Printed
from docgen.engine.project import Project, plan
from docgen.errors import TemplateError
from docgen.packs import Kind
from docgen.plan import Job, Plan, chosen_kinds
from docgen.publication import Leak, Secrets
from docgen.records import replace

if TYPE_CHECKING:
    from docgen.pdf import Converter


def publish(  # noqa: PLR0913  each is a choice of whoever publishes
    project: Project,
    folder: Path,
    kinds: Iterable[str] = (),
    *,
    converter: Converter | None = None,
    progress: Progress = lambda *_: None,
    dry: bool = False,
    compiled: Compiled | None = None,
) -> Built:
    """Make copies of what goes on the site, then the list of them for its section.

    The copies hold nobody's private data; one that names a pupil, a parent or an outsider all the
    same, in a text of the programme, is not made, and a finding says why. `dry` makes nothing and
    says what would be made. `compiled` is what other schools of this run have in common with this
    one.
    """
    names = tuple(kinds)
    chosen, report = plan_published(project, names)
    if not report.ok:
        return Built(chosen, (), report)
    press = Press(project, public=True, compiled=compiled)
    secrets = Secrets(project.facts.programme, project.facts.lexicon)
    with keeping(project, folder, public=True, dry=dry) as keeper:
        work = Work(keeper, chosen, progress, converter)

        def copy(job: Job) -> Printed | Report:
            rows = [_row(project, output) for output in work.outputs]
            return _copy(job, press, secrets, rows)

        work.make(copy, Alone())
        moved = () if names else keeper.clear(lambda _: True, chosen)
        return work.built(report, moved)


def _copy(job: Job, press: Press, secrets: Secrets, rows: list[dict[str, Any]]) -> Printed | Report:
    """Print a copy, or say why there is none: it lacks something, or names somebody."""
    try:
        printed = press.make(job, published=rows)
    except TemplateError as error:
        return error.report
    leaks = secrets.leaks(printed.files["docx"])
    return Report([_private(job, leaks)]) if leaks else printed


def plan_published(project: Project, names: Iterable[str] = ()) -> tuple[Plan, Report]:
    """Plan the copies, the list last; if papers are named, those alone."""
    kinds, asked = project.packs.kinds(), tuple(names)
    if asked:
        wanted, report = chosen_kinds(project.packs, asked)
        report = report + [_not_public(kind) for kind in wanted if not kind.publish]
    else:
        wanted = tuple(sorted((each for each in kinds if _goes(each)), key=_is_list))
        report = Report()
    if not report.ok:
        return Plan(()), report
    planned = plan(project, [kind.name for kind in wanted])[0]
    jobs = (job for kind in wanted for job in planned.of(kind.name))
    return Plan(tuple(replace(job, path=job.name) for job in jobs)), report


def _goes(kind: Kind) -> bool:
    return kind.publish or _is_list(kind)


def _is_list(kind: Kind) -> bool:
    """Whether this is the list of what goes on the site."""
    return "published" in kind.data


def _row(project: Project, output: Output) -> dict[str, Any]:
    """Return what the list says of a copy."""
    document = project.facts.programme.document(output.job.kind, output.job.subject)
    return {
        "title": project.packs.kind(output.job.kind).title,
        "number": document.number,
        "date": document.date,
        "file": output.job.name,
    }


def _private(job: Job, leaks: tuple[Leak, ...]) -> Diagnostic:
    named = ", ".join(f"{leak.person} ({leak.what})" for leak in leaks)
    return Diagnostic(
        "DG551",
        f"Копия «{job.name}» для сайта не создана: в ней личные сведения – {named}.",
        hint="Найдите, где в programme.yaml это написано, и скажите иначе: ролью, а не именем.",
    )


def _not_public(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG552",
        f"«{kind.short}» на сайте не размещают.",
        hint="Без названий команда сделает всё, что размещают; см. publish в kind.yaml.",
    )
