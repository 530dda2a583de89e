"""Records are dataclasses in everything but the time that it takes to import them."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from typing import Any

import pytest

from docgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A record."""

    x: int
    y: int = 0
    names: list[str] = field(default_factory=list, compare=False)
    sum: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sum", self.x + self.y)


@dataclass(frozen=True, slots=True)
class Named(Point):  # noqa: PLW1641  a record has a hash
    """A record with one field more, that is told apart by its name alone."""

    name: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and self.name == other.name

    def __str__(self) -> str:
        return self.name


def test_a_record_is_made_with_its_defaults() -> None:
    point = Point(1)
    assert (point.x, point.y, point.names, point.sum) == (1, 0, [], 1)
    assert Point(1).names is not point.names
    assert Point(2, names=["a"], y=3).sum == 5


@pytest.mark.parametrize(("args", "given"), [((), {}), ((1, 2, [], 4), {}), ((1,), {"z": 1})])
def test_wrong_arguments_are_refused(args: tuple[Any, ...], given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*args, **given)


def test_a_record_never_changes() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]  # the assignment is the test
    with pytest.raises(FrozenInstanceError):
        del point.x  # type: ignore[misc]  # as above
    assert not hasattr(point, "__dict__")
    assert Point.__dataclass_params__.frozen  # type: ignore[attr-defined]  # what Python keeps of it


def test_records_are_equal_by_the_fields_that_are_compared() -> None:
    assert Point(1, names=["a"]) == Point(1, names=["b"])
    assert len({Point(1), Point(1, 0), Point(1, 1)}) == 2
    assert Point(1) != (1, 0)
    assert Point(1) != Named(1)


def test_what_a_class_says_itself_stays() -> None:
    assert Named(1, name="a") == Named(2, name="a")
    assert str(Named(1, name="a")) == "a"
    assert repr(Named(1, name="a")) == "Named(x=1, y=0, names=[], name='a')"
    assert hash(Named(1, name="a")) == hash(Named(1, name="a"))


def test_a_record_travels_and_is_copied() -> None:
    point = Point(1, 2, ["a"])
    for other in (pickle.loads(pickle.dumps(point)), copy.deepcopy(point), replace(point, y=2)):
        assert (other, other.names, other.sum) == (point, ["a"], 3)


def test_the_library_of_dataclasses_knows_records() -> None:
    assert is_dataclass(Point)
    assert [each.name for each in fields(Point)] == ["x", "y", "names", "sum"]
    assert asdict(Point(1)) == {"x": 1, "y": 0, "names": [], "sum": 1}
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_other_dataclasses_are_pythons_own() -> None:
    @dataclass(slots=True)
    class Changing:
        x: int = 0

    changing = Changing()
    changing.x = 1
    assert changing == Changing(1)
