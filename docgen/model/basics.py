"""Names for plain types that records use."""

from __future__ import annotations

from datetime import date

Cases = dict[str, str]
Day = date  # its own name, because many records have a field called date
