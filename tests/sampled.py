"""The papers of the samples: made once, read by every test that only looks at them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from docgen import engine, resources
from docgen.engine import Built
from docgen.plan import Plan

SAMPLES = ("kvantorium", "teachers", "rural-school")
