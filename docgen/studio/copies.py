"""Files that a layer has copied from those below it: taken, remembered, brought up to date.

A layer remembers, beside its files, each as it was when it was taken (its *original*): so what it
has changed in its copy can be told from what has changed below since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.docx.comments import remarked
from docgen.errors import DocgenError, TemplateError
from docgen.files import set_aside, write_atomic
from docgen.packs import ASIDE, KIND, KINDS, PARTS, Kind, Pack, PackStack, merge, read_yaml
from docgen.records import Frozen, field
from docgen.studio.checking import new_error
from docgen.studio.descriptions import dumped, judged, loaded, without
from docgen.studio.merging import merged
from docgen.studio.upgrading import ORIGINALS
from docgen.studio.verdicts import Outcome, Verdict
from docgen.studio.versions import Version

LOOK: Final = "template.docx"
WHOLE: Final = "файл целиком"


class Copy(Frozen):
    """A file of a layer, and what there is below without it: a Word file or a `kind.yaml`."""

    path: Path
    below: Path
    now: bytes
    own: Pack
    title: str
    users: tuple[Kind, ...] = ()

    @property
    def place(self) -> Path:
        """Where the file lies in its pack."""
        return self.path.relative_to(self.own.root)

    @property
    def original(self) -> Path:
        """The file as it was below when it was taken."""
        return self.own.root / ORIGINALS / self.place


class Renewal(Frozen):
    """A copy held against the file below: what to write, and what became of each part of it.

    `data` is None when the layer needs no copy any more; `known` and `changed` are as in `Upgrade`.
    """

    copy: Copy
    data: bytes | None
    verdicts: tuple[Verdict, ...] = ()
    notes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    known: bool = True
    changed: bool = True

    @property
    def decisions(self) -> tuple[Verdict, ...]:
        """What a person has to decide."""
        return tuple(each for each in self.verdicts if each.outcome is Outcome.DECIDE)

    def noted(self) -> bytes:
        """Return the file with a comment beside everything that a person has to decide."""
        return remarked(self.data or b"", self.notes)


def take(stack: PackStack, own: Pack, wanted: Kind | str) -> Copy:
    """Copy the file that a kind, or a shared part, is printed with into a layer.

    TemplateError if the layer has one, or there is none below.
    """
    part = isinstance(wanted, str)
    name = wanted if isinstance(wanted, str) else wanted.name
    place = Path(KINDS, PARTS, f"{name}.docx") if part else Path(KINDS, name, LOOK)
    if (own.root / place).exists():
        raise TemplateError(_there(own.root / place))
    copy = _copy(stack, own, place)
    if copy is None:
        raise TemplateError(_nothing(name))
    for path in (copy.original, copy.path):
        _put(path, copy.now)
    return copy


def keep_look(stack: PackStack, own: Pack, kind: Kind, data: bytes) -> tuple[Path, ...]:
    """Write the template of a kind into a layer; return the files that came to be.

    What the layer had is moved aside; a template that is its first remembers its original.
    """
    copy = _copy(stack, own, Path(KINDS, kind.name, LOOK))
    path = own.root / KINDS / kind.name / LOOK
    aside: tuple[Path, ...] = ()
    if path.is_file():
        aside = (set_aside(path, own.root / ASIDE / path.relative_to(own.root)),)
    elif copy is not None:
        _put(copy.original, copy.now)
    _put(path, data)
    return (path, *aside)


def parts_below(stack: PackStack, own: Pack) -> frozenset[str]:
    """Return the names of the shared parts that layers below have."""
    folders = (pack.root / KINDS / PARTS for pack in stack.packs if pack != own)
    return frozenset(path.stem for folder in folders for path in folder.glob("*.docx"))


def renewals(stack: PackStack, own: Pack, kinds: Iterable[Kind]) -> Iterator[Renewal]:
    """Yield what a new version of the layers below means for the copies that a layer has.

    Shared parts are looked at when all kinds are.
    """
    chosen = tuple(kinds)
    folders = {name for kind in chosen for name in (kind.name, kind.extends) if name}
    for path in sorted((own.root / KINDS).glob("*/*")):
        folder = path.parent.name
        shared = folder == PARTS and path.suffix == ".docx" and len(chosen) == len(stack.kinds())
        if shared or (path.name in (LOOK, KIND) and folder in folders):
            copy = _copy(stack, own, path.relative_to(own.root))
            if copy is not None:
                yield _renewal(stack, copy)


def keep_renewal(renewal: Renewal) -> tuple[Path, ...]:
    """Write a copy anew and remember what is below; return the files that came to be.

    What the layer had is moved aside.
    """
    copy, made = renewal.copy, renewal.data
    if made is None:
        aside = _aside(copy)
        copy.original.unlink(missing_ok=True)
        return (aside,)
    if not renewal.report.ok:
        return ()
    written: tuple[Path, ...] = ()
    if copy.path.read_bytes() != made:
        written = (copy.path, _aside(copy))
        write_atomic(copy.path, made)
    if not (copy.original.is_file() and copy.original.read_bytes() == copy.now):
        _put(copy.original, copy.now)
    return written


def _aside(copy: Copy) -> Path:
    return set_aside(copy.path, copy.own.root / ASIDE / copy.place)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, data)


def _copy(stack: PackStack, own: Pack, place: Path) -> Copy | None:
    """Return what a file of a layer is a copy of; None if nothing below is used in its place."""
    others = PackStack(pack for pack in stack.packs if pack != own)
    folder = place.parent.name
    kinds = {kind.name: kind for kind in stack.kinds()}
    direct = (pack.root / place for pack in others.packs)
    below = next(filter(Path.is_file, direct), None)
    if below is None and folder in kinds:
        below = others.find(kinds[folder], place.name)
    if below is None:
        return None
    users = tuple(each for each in kinds.values() if folder in (each.name, each.extends))
    now = _description(others, folder) if place.name == KIND else below.read_bytes()
    return Copy(own.root / place, below, now, own, _title(place, kinds), users)


def _description(others: PackStack, folder: str) -> bytes:
    """Return what the layers below say of a kind, laid over one another."""
    merged: Any = {}
    for pack in reversed(others.packs):
        path = pack.root / KINDS / folder / KIND
        if path.is_file():
            merged = merge(merged, read_yaml(path, "kind"))
    return dumped(merged)


def _title(place: Path, kinds: Mapping[str, Kind]) -> str:
    """Return what people call a file: the title of its kind, or the name of a part."""
    folder = place.parent.name
    if folder == PARTS:
        return f"Общая часть «{place.stem}»"
    what = "описание" if place.name == KIND else "шаблон"
    return f"{kinds[folder].title}, {what}" if folder in kinds else f"Общий шаблон «{folder}»"


def _renewal(stack: PackStack, copy: Copy) -> Renewal:
    own, now = copy.path.read_bytes(), copy.now
    was = copy.original.read_bytes() if copy.original.is_file() else None
    if was == now:
        return Renewal(copy, own, changed=False)
    if copy.place.name == KIND:
        return _described(copy, was, now)
    try:
        if own in (was, now) or Version(own, str(copy.path)).same_as(_below(copy, now)):
            return _needless(copy)
        if was is None:
            return Renewal(copy, own, known=False)
        return _merged(stack, copy, was, now, own)
    except DocgenError as error:
        return Renewal(copy, own, report=error.report)


def _merged(stack: PackStack, copy: Copy, was: bytes, now: bytes, own: bytes) -> Renewal:
    base, mine = Version(was), Version(own, str(copy.path))
    if mine.same_as(base):
        return _needless(copy)
    made = merged(base, _below(copy, now), mine)
    if not any(each.outcome is Outcome.TAKEN for each in made.verdicts):
        return Renewal(copy, own, made.verdicts, made.notes)
    worse = new_error(own, made.data, copy.path, stack, copy.users)
    if worse:
        report = Report([_unfit(copy, worse)])
        return Renewal(copy, own, (Verdict(Outcome.DECIDE, WHOLE),), {0: [worse]}, report)
    return Renewal(copy, made.data, made.verdicts, made.notes)


def _described(copy: Copy, was: bytes | None, now: bytes) -> Renewal:
    """Return a description without the keys that say only what is said below."""
    own = copy.path.read_bytes()
    if was is None:
        return Renewal(copy, own, known=False)
    verdicts = judged(loaded(was), loaded(now), read_yaml(copy.path, "kind"))
    taken = [each.id for each in verdicts if each.outcome is Outcome.TAKEN]
    text = without(own.decode("utf-8"), taken)
    return Renewal(copy, text.encode("utf-8") if text else None, verdicts)


def _below(copy: Copy, data: bytes) -> Version:
    return Version(data, str(copy.below))


def _needless(copy: Copy) -> Renewal:
    verdict = Verdict(Outcome.TAKEN, WHOLE)
    return Renewal(copy, None, (verdict,))


def _there(path: Path) -> Diagnostic:
    return Diagnostic(
        "DG296",
        "В этом наборе такой файл уже есть.",
        Place(str(path)),
        "Правьте его; чтобы начать заново, переименуйте его и повторите.",
    )


def _nothing(name: str) -> Diagnostic:
    return Diagnostic(
        "DG298",
        f"Взять «{name}» неоткуда: в наборах под этим такого шаблона нет.",
        hint="Какие есть, показывает docgen template list --all -v.",
    )


def _unfit(copy: Copy, why: str) -> Diagnostic:
    return Diagnostic(
        "DG297",
        f"Новое из набора под вашим в шаблон не вписать: {why}",
        Place(str(copy.path)),
        f"Оставлен ваш файл. Новый лежит здесь: {copy.below}; перенесите нужное сами.",
        Severity.WARNING,
    )
