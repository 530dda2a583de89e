"""`docgen acts`: the acts that documents may cite, and those that a programme's documents do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.printing import counted

if TYPE_CHECKING:
    from docgen.citations import Finding
    from docgen.engine import Citing, Project
    from docgen.engine.acts import Listing, Row

_FEW = 3  # acts that are shown with all that is known of them


@click.command("acts", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("words", nargs=-1, metavar="[СЛОВО]...")
@click.option(
    "--programme",
    is_flag=True,
    help="Показать, на что ссылаются документы программы (названные или все) и что не действует.",
)
@common
def command(manner: Manner, words: tuple[str, ...], programme: bool) -> None:
    """Показать нормативные акты: все, по слову или номеру, названные в документах программы.

    В папке без программы печатаются акты наборов: встроенного и тех, что лежат над папкой.
    """
    if programme:
        _of_programme(manner, load(manner), words)
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.engine.acts import Listing  # noqa: PLC0415  the same

    project = load(manner) if engine.locate(manner.folder).exists() else None
    packs, report = (project.packs, project.report) if project else engine.packs_of(manner.folder)
    known = Listing(packs, project.programme.acts if project and project.programme else ())
    rows = known.search(words)
    manner.answer(report, acts=[_plain(row) for row in rows])
    manner.findings(report)
    _show(rows, known, manner)
    manner.finish(report)


def _show(rows: Sequence[Row], known: Listing, manner: Manner) -> None:
    from docgen.engine.acts import heading, told  # noqa: PLC0415  only for this command

    if not rows:
        manner.say("Такого акта в реестре нет. Свои акты дописывают в раздел acts программы.")
    for level, of_level in groupby(rows, key=lambda row: str(row["level"])):
        manner.say(f"\n{heading(level)}")
        for _, group in groupby(of_level, key=lambda row: str(row["status"])):
            members = list(group)
            manner.say(f"  {told('status', members[0])}:")
            for row in members:
                _show_act(row, known, manner, whole=manner.verbose or len(rows) <= _FEW)


def _show_act(row: Row, known: Listing, manner: Manner, *, whole: bool) -> None:
    from docgen.engine.acts import name, told  # noqa: PLC0415  as above

    manner.say(f"    {row['id']:16} {name(row)}")
    if not whole:
        return
    changed = known.editions(row)
    details = (
        f"«{row['title']}»" if row.get("title") and row.get("number") else "",
        known.state(row),
        f"изменён: {changed}" if changed else "",
        f"о ком: {told('track', row)}",
        f"реквизиты и действие {told('confidence', row)}",
        f"источник: {row['source']}" if row.get("source") else "",
        str(row.get("note") or ""),
    )
    for line in filter(None, details):
        manner.say(f"    {'':16} {' '.join(line.split())}")


def _of_programme(manner: Manner, project: Project, kinds: tuple[str, ...]) -> None:
    """Show which documents cite which acts, and what is wrong with it on the day of each."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    if project.programme is None:
        manner.answer(project.report)
        manner.findings(project.report, project.source.line)
        manner.finish(project.report)
    known = engine.known_acts(project.packs, project.programme.acts)
    made, found = engine.citing(project, kinds)
    report = project.report + found + engine.citations_report(made)
    manner.answer(report, documents=[_as_mapping(each) for each in made])
    manner.findings(report, project.source.line)
    for title, group in groupby(made, key=lambda each: each.title):
        members = list(group)
        cited = dict.fromkeys(act for each in members for act in each.acts)
        if cited:
            manner.say(
                f"\n{title} ({counted(len(members), 'документ', 'документа', 'документов')})"
            )
        for act in cited:
            manner.say(f"    {act:16} {known[act].name}")
    manner.finish(report)


def _as_mapping(made: Citing) -> dict[str, Any]:
    return {
        "kind": made.job.kind,
        "subject": made.job.subject,
        "file": made.job.path,
        "date": made.day.isoformat(),
        "acts": list(made.acts),
        "findings": [_finding(found) for found in made.findings],
    }


def _finding(found: Finding) -> dict[str, str]:
    return {"code": found.code, "act": found.act, "message": found.what, "hint": found.repair}


def _plain(row: Row) -> dict[str, Any]:
    """Return an act as JSON can say it: a school's own have dates."""
    return {key: _value(value) for key, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return _plain(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
