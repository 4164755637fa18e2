"""Values behave as frozen dataclasses do."""

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Generic, TypeVar

import pytest

from trust_tui.domain.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    KIND: ClassVar = "colour"

    name: str
    parts: Mapping[str, int] = field(default_factory=dict)
    strength: int = 1

    def __post_init__(self) -> None:
        if self.strength < 0:
            raise ValueError("The strength is 0 or more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Generic[T]):
    held: T


def test_fields_are_given_by_name_or_take_their_defaults() -> None:
    colour = Colour(name="red", strength=2)
    assert (colour.name, colour.parts, colour.strength, colour.KIND) == (
        "red",
        {},
        2,
        "colour",
    )


def test_a_default_that_can_change_is_made_afresh() -> None:
    assert Colour(name="red").parts is not Colour(name="red").parts


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        Colour(strength=1)  # type: ignore[call-arg]  # what is tested


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="shade"):
        Colour(name="red", shade=1)  # type: ignore[call-arg]  # what is tested


def test_the_check_of_the_class_is_run() -> None:
    with pytest.raises(ValueError, match="strength"):
        Colour(name="red", strength=-1)


def test_nothing_can_be_changed() -> None:
    colour = Colour(name="red")
    with pytest.raises(dataclasses.FrozenInstanceError):
        colour.name = "blue"  # type: ignore[misc]  # what is tested
    with pytest.raises(dataclasses.FrozenInstanceError):
        del colour.name
    with pytest.raises(dataclasses.FrozenInstanceError):
        colour.shade = 1  # type: ignore[attr-defined]  # what is tested


def test_equal_fields_make_equal_values() -> None:
    assert Held(held="a") == Held(held="a")
    assert Held(held="a") != Held(held="b")
    other: object = Colour(name="a")
    assert Held(held="a") != other
    assert len({Held(held="a"), Held(held="a")}) == 1


def test_a_copy_can_differ_in_one_field() -> None:
    assert dataclasses.replace(Colour(name="red"), strength=3) == Colour(
        name="red", strength=3
    )


def test_the_standard_library_knows_the_fields() -> None:
    assert dataclasses.is_dataclass(Colour)
    assert [each.name for each in dataclasses.fields(Colour)] == [
        "name",
        "parts",
        "strength",
    ]


def test_a_value_shows_its_fields() -> None:
    assert repr(Held(held=1)) == "Held(held=1)"


def test_a_value_has_room_for_its_fields_alone() -> None:
    assert not hasattr(Colour(name="red"), "__dict__")
