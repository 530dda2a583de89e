"""Packs: folders that say what documents there are, what they say and how they look.

A pack has the shape of `templates/`; a layer – a region's pack, a municipality's, a school's –
holds only what differs. `PackStack` lays packs over one another, nearest first, so that the rest of
docgen asks one question and never knows who answered it; `packs_around` says which they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred
from docgen.packs.around import NAMED, OWN, packs_around
from docgen.packs.digests import ASIDE, contents, digest, files_of
from docgen.packs.kinds import Group, Kind, Leaf
from docgen.packs.merging import KEYS, merge
from docgen.packs.pack import (
    AMENDMENTS,
    CLAUSES,
    FOLDERS,
    KIND,
    KINDS,
    NOBODY,
    PARTS,
    STAMPS,
    SURVEYS,
    Pack,
    built_in,
)
from docgen.packs.reading import has_schema, read, read_yaml
from docgen.packs.stack import PackStack, stack

if TYPE_CHECKING:
    from docgen.packs.conditions import check_conditions
    from docgen.packs.findings import no_kind
    from docgen.packs.requiring import check_required
    from docgen.packs.strays import check_files
else:
    __getattr__ = deferred(
        __name__,
        {
            "docgen.packs.conditions": "check_conditions",
            "docgen.packs.findings": "no_kind",
            "docgen.packs.requiring": "check_required",
            "docgen.packs.strays": "check_files",
        },
    )

__all__ = [
    "AMENDMENTS",
    "ASIDE",
    "CLAUSES",
    "FOLDERS",
    "KEYS",
    "KIND",
    "KINDS",
    "NAMED",
    "NOBODY",
    "OWN",
    "PARTS",
    "STAMPS",
    "SURVEYS",
    "Group",
    "Kind",
    "Leaf",
    "Pack",
    "PackStack",
    "built_in",
    "check_conditions",
    "check_files",
    "check_required",
    "contents",
    "digest",
    "files_of",
    "has_schema",
    "merge",
    "no_kind",
    "packs_around",
    "read",
    "read_yaml",
    "stack",
]
