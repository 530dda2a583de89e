"""The description of a kind that a layer has copied whole: keys it never changed give way.

`kind.yaml` is laid over the one below key by key, so a key that says what is said below only keeps
a new version from having its say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import yaml

from docgen.studio.verdicts import Outcome, Verdict

_KEY: Final = re.compile(r"^([A-Za-z_][\w-]*)\s*:", re.MULTILINE)
_ABSENT: Final = object()


def dumped(data: Mapping[str, Any]) -> bytes:
    """Return a description as an original of it is kept."""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False).encode("utf-8")


def loaded(data: bytes) -> Mapping[str, Any]:
    """Return a description that was kept as an original."""
    kept: Mapping[str, Any] = yaml.safe_load(data) or {}
    return kept


def judged(
    was: Mapping[str, Any], now: Mapping[str, Any], own: Mapping[str, Any]
) -> tuple[Verdict, ...]:
    """Say of every key of a layer that differs somewhere what becomes of it."""
    found = (_verdict(key, was.get(key, _ABSENT), now.get(key, _ABSENT), own[key]) for key in own)
    return tuple(each for each in found if each is not None)


def without(text: str, keys: Iterable[str]) -> str:
    """Return the text of a description without some keys; comments before others stay."""
    gone = set(keys)
    starts = [(found.start(), found[1]) for found in _KEY.finditer(text)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    kept = [
        text[start:end] for (start, key), end in zip(starts, ends, strict=True) if key not in gone
    ]
    head = text[: starts[0][0]] if starts else text
    return head + "".join(kept) if kept else ""


def _verdict(key: str, was: Any, now: Any, own: Any) -> Verdict | None:
    texts = (_said(was), _said(now), _said(own))
    if own == now or (own == was and now is not _ABSENT):
        return Verdict(Outcome.TAKEN, key, *texts)
    if now == was:
        return Verdict(Outcome.KEPT, key, *texts)
    return Verdict(Outcome.DECIDE, key, *texts)


def _said(value: Any) -> str:
    if value is _ABSENT:
        return ""
    return (
        yaml.safe_dump(value, allow_unicode=True, default_flow_style=True).split("\n...")[0].strip()
    )
