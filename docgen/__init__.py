"""docgen: paperwork of a school's mentoring programme, DOCX and PDF, from one YAML description."""

from __future__ import annotations

__version__ = "0.1.0"
