"""How docgen's own texts speak: filters and functions, and the printing of short texts."""

from __future__ import annotations

from docgen.wording.dialect import Used, dialect
from docgen.wording.failures import TextError
from docgen.wording.filters import gendered
from docgen.wording.speech import Speech
from docgen.wording.texts import Wording

__all__ = ["Speech", "TextError", "Used", "Wording", "dialect", "gendered"]
