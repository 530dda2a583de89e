"""A pack: one folder of templates and reference data, and what its `pack.yaml` says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docgen import resources
from docgen.diagnostics import Place
from docgen.packs.reading import read
from docgen.records import Frozen, field

KINDS: Final = "docx"
PARTS: Final = "_parts"
SURVEYS: Final = "surveys"
# Folders of files of one shape.
FOLDERS: Final = {SURVEYS: "survey", "norms": "norms"}
PROFILE: Final = "profile"
STAMPS: Final = "stamps"
KIND: Final = "kind.yaml"
CLAUSES: Final = "clauses.yaml"
AMENDMENTS: Final = "amendments.yaml"
MANIFEST: Final = "pack.yaml"
BUILT_IN: Final = "docgen"


class Requirement(Frozen):
    """A field of the programme that a layer asks every school for: `school.okpo`."""

    path: str
    place: Place = field(default_factory=Place)


class Pack(Frozen):
    """One layer: whose it is, where it lies, and what it asks of others.

    `extends` names the layer under it (empty: the next one there is), `under` the versions of that
    layer it goes with, `engine` those of docgen.
    """

    name: str
    title: str
    root: Path
    version: str = ""
    extends: str = ""
    under: str = ""
    engine: str = ""
    requires: tuple[Requirement, ...] = ()
    place: Place = field(default_factory=Place)

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with docgen: its words are advice, a region's are law."""
        return self.name == BUILT_IN


NOBODY: Final = Pack("", "файл", Path())


def built_in() -> Pack:
    """Return the pack that comes with docgen."""
    return Pack(BUILT_IN, "Встроенный набор", resources.templates())


def is_pack(root: Path) -> bool:
    """Whether a folder says that it is a pack; one that may not be looked into is none."""
    try:
        return (root / MANIFEST).is_file()
    except OSError:
        return False


def read_pack(root: Path) -> Pack:
    """Read what a folder's `pack.yaml` says; TemplateError carries what is wrong with it."""
    data, source = read(root / MANIFEST, "pack")
    asked = data.get("requires", ())
    return Pack(
        data["name"],
        data["title"],
        root,
        str(data.get("version", "")),
        data.get("extends", ""),
        str(data.get("extends_version", "")),
        str(data.get("engine", "")),
        tuple(Requirement(path, source.place(("requires", n))) for n, path in enumerate(asked)),
        source.place(("name",)),
    )
