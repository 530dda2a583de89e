"""What heads the documents of a school: a Word file beside the programme, or its coat of arms.

`бланк.docx` lies in the programme's folder or in a pack; the nearest one counts, as with all that
packs hold. Without one, the packs' own shared part prints the lines of the programme, under a
picture if the programme names one. Most schools have neither: only `files` is for every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred
from docgen.letterhead.files import (
    PART,
    PLAIN,
    Head,
    Heading,
    find_heading,
    in_folder,
    is_letterhead,
)

if TYPE_CHECKING:
    from docgen.letterhead.checking import check_head, check_letterhead
    from docgen.letterhead.reading import read_head
else:
    __getattr__ = deferred(
        __name__,
        {
            "docgen.letterhead.checking": "check_head check_letterhead",
            "docgen.letterhead.reading": "read_head",
        },
    )

__all__ = [
    "PART",
    "PLAIN",
    "Head",
    "Heading",
    "check_head",
    "check_letterhead",
    "find_heading",
    "in_folder",
    "is_letterhead",
    "read_head",
]
