"""What documents are made of, as digests: the same ones give the same document."""

from __future__ import annotations

import os
import platform
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Final

import docgen
from docgen import packs, shelf
from docgen.docx.deflate import FAST
from docgen.engine.project import Project
from docgen.facts import BESIDES
from docgen.facts.leftout import OF_PEOPLE
from docgen.facts.neighbours import Neighbours
from docgen.files import digest, digest_of
from docgen.manifest import Origin
from docgen.packs import KIND, KINDS, PARTS, SURVEYS, Kind
from docgen.records import packed, replace

# What they compute stands in documents; another version may say it otherwise.
_LIBRARIES: Final = "jinja2 lxml markdown-it-py pymorphy3 pymorphy3-dicts-ru pytrovich".split()
FILES: Final = ("файлы docgen", "встроенный набор")
_INSTALLED: Final = (".dist-info", ".egg-info")  # how a folder calls what is installed beside it
_MANY: Final = 256  # people or pairs that are one piece of data


class Origins:
    """The origins of a project's documents.

    Most papers about somebody are made of what the school, he and his neighbours are; some, of all
    that is said besides people and pairs, too; those that asked for more, of all the programme.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._stack = project.packs
        self._neighbours = Neighbours(project.facts.ground)
        held = [packs.contents(pack.root) for pack in project.packs.packs]
        self._packs = _packs(held)
        self._tables = _within(held, _is_table)
        self._parts = _of(project.packs.heading.files, _within(held, _is_part))
        self._known: dict[str, Origin] = {}

    def of(self, kind: Kind, subject: str, asked: Collection[str]) -> Origin:
        """Return what a document is made of that has asked for some people, or for everything."""
        if not self._neighbours.are_all(asked, subject):
            data = self._everything
        elif BESIDES in asked:
            data = self._with_the_rest(subject)
        else:
            data = self._neighbours.digest(subject)
        return replace(self._of_kind(kind), data=data)

    def stands(self, kind: Kind, subject: str, origin: Origin) -> bool:
        """Whether nothing that a document was made of has changed since it had this origin."""
        if replace(origin, data="") != self._of_kind(kind):
            return False
        return (
            origin.data == self._neighbours.digest(subject)
            or origin.data == self._everything
            or origin.data == self._with_the_rest(subject)
        )

    @cached_property
    def _everything(self) -> str:
        return _data(self._project)

    @cached_property
    def _rest(self) -> str:
        """What is said besides people and pairs."""
        said = (self._project.source.data, _register(self._project), _left_out(self._project))
        return _told(digest(packed(each)) for each in _pieces(map(_without_people, said)))

    def _with_the_rest(self, subject: str) -> str:
        return _told([self._neighbours.digest(subject), self._rest])

    def _of_kind(self, kind: Kind) -> Origin:
        """Return what documents of a kind are made of besides data."""
        if kind.name not in self._known:
            self._known[kind.name] = Origin(
                "",
                _of([self._stack.find(kind, "template.docx")], self._parts),
                _of((leaf.path for leaf in self._stack.leaves(kind)), self._tables),
                _engine(),
                self._packs,
            )
        return self._known[kind.name]


def _data(project: Project) -> str:
    """Return the digest of what the programme's file and the register say.

    A programme with records left out is another one than if there were none.
    """
    said = (project.source.data, _register(project), _left_out(project))
    return _told(digest(packed(each)) for each in _pieces(said))


def _left_out(project: Project) -> Mapping[str, Any]:
    """Return what records say that were left out, by their lists."""
    left: dict[str, list[Any]] = {}
    for each in project.left_out:
        left.setdefault(each.group, []).append((each.index, each.said))
    return left


def _without_people(said: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: each for key, each in said.items() if key not in OF_PEOPLE}


def _register(project: Project) -> Mapping[str, Any]:
    """Return what the register says."""
    register = project.register.source
    return register.data if register else {}


def _pieces(said: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield data piece by piece: the text of all of them would take megabytes for a moment."""
    for number, data in enumerate(said):
        for key, value in data.items():
            yield number, key
            if isinstance(value, list):
                yield from (value[start : start + _MANY] for start in range(0, len(value), _MANY))
            else:
                yield value


def _packs(held: Iterable[Mapping[str, str]]) -> str:
    """Return the digest of every file of the packs, with its place among them."""
    return _told(f"{number} {place} {each}" for number, place, each in _listed(held))


def _within(held: Iterable[Mapping[str, str]], lies: Callable[[str], bool]) -> str:
    """Return the digest of the files of the packs that lie in some places."""
    return _told(each for _, place, each in _listed(held) if lies(place))


def _is_table(place: str) -> bool:
    """Whether all kinds share what a file says, or it says what a kind is."""
    folder, _, name = place.rpartition("/")
    shared = folder in ("", SURVEYS) and name.endswith(".yaml")
    return shared or (name == KIND and folder.rpartition("/")[0] == KINDS)


def _is_part(place: str) -> bool:
    """Whether templates share a file."""
    return place.rpartition("/")[0] == f"{KINDS}/{PARTS}" and place.endswith(".docx")


def _listed(held: Iterable[Mapping[str, str]]) -> Iterable[tuple[int, str, str]]:
    return ((number, *each) for number, pack in enumerate(held) for each in sorted(pack.items()))


def _of(paths: Iterable[Path | None], *more: str) -> str:
    """Return the digest of files of packs, and of what else matters."""
    return _told([*more, *(packs.digest(path) if path else "" for path in paths)])


def _told(said: Iterable[str]) -> str:
    return digest("\n".join(said).encode("utf-8", "surrogatepass"))


@cache
def _engine() -> str:
    """Return the digest of docgen itself and of what it works with."""
    code = shelf.kept("code", _code)
    versions = (docgen.__version__, platform.python_version(), zlib.ZLIB_RUNTIME_VERSION)
    return _told([code, *versions, *map(_version, _LIBRARIES)])


def _code() -> str:
    """Return the digest of docgen's own files; a shelf is a new one as soon as any is touched."""
    root = Path(docgen.__file__).parent
    return _told(digest_of(path) for path in sorted(root.rglob("*.py")) if path.is_file())


@cache
def computer() -> str:
    """Return the digest of what makes documents on this computer."""
    return _told(f"{name} {said}" for name, said in makers().items())


@cache
def makers() -> Mapping[str, str]:
    """Return what makes documents on this computer, but for a school's own, by Russian names.

    Of libraries it says the versions, of `FILES` the digests.
    """
    code, pack = FILES
    built_in = [packs.contents(pack.root) for pack in packs.stack().packs]
    return {
        "docgen": docgen.__version__,
        "Python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "сжатие": f"{FAST.name} {_version(FAST.name)}".rstrip(),
        **{library: _version(library) for library in _LIBRARIES},
        code: shelf.kept("code", _code),
        pack: _packs(built_in),
    }


def _version(library: str) -> str:
    return _installed().get(library, "")


@cache
def _installed() -> Mapping[str, str]:
    """Return the versions of what is installed, nearest first; `importlib.metadata` is slow."""
    names = chain.from_iterable(map(os.listdir, filter(os.path.isdir, reversed(sys.path))))
    # «pymorphy3_dicts_ru-2.4.417.dist-info»
    told = (name.rpartition(".")[0] for name in names if name.endswith(_INSTALLED))
    parts = (f"{each}-".split("-") for each in told)
    return {name.lower().replace("_", "-"): version for name, version, *_ in parts}
