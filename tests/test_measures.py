"""The figures of the house count what they say, and their ceilings can only fall."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts import house
from scripts.house import Figure

HOUSE = {
    "__init__.py": "",
    "lazy/__init__.py": "",
    "lazy/__init__.pyi": "from little_house.lazy import room as room\n",
    "lazy/room.py": "def enter():\n    from little_house import garden\n    return garden\n",
    "garden.py": "from little_house import lazy\n\n\ndef go():\n    return lazy.room.enter()\n",
    "attic.py": (
        "from little_house.cellar.stairs import Stairs\n\n\n"
        "class Attic(Stairs):\n    def look(self):\n        return 1\n"
    ),
    "cellar/__init__.py": "",
    "cellar/stairs.py": "class Stairs:\n    steps = 3\n    height = 2\n",
    "cellar/garden.py": (
        "def dig(here, there):\n"
        "    if here and there:\n"
        "        return [each for each in here if each]\n"
        "    return there\n"
    ),
}
"""A package with a circle through a deferred import and a module that is loaded when asked for."""

FIGURES = {each.key: Figure(each.aim + 1, []) for each in house.MEASURES}


@pytest.fixture(scope="module")
def little_house(
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Figure]:
    root = tmp_path_factory.mktemp("house")
    package = root / "little_house"
    for name, text in HOUSE.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(root)
        return house.measure(package)


def test_a_module_that_is_loaded_when_asked_for_is_an_import(
    little_house: Mapping[str, Figure],
) -> None:
    assert "1 little_house.garden" in little_house["imports"].parts
    assert little_house["imports"].value == round(3 / 8, 2)


def test_a_circle_is_found_through_deferred_and_lazy_imports(
    little_house: Mapping[str, Figure],
) -> None:
    assert little_house["circles"].parts == [
        "little_house.garden <-> little_house.lazy.room"
    ]
    assert little_house["circles"].value == 1


def test_a_name_used_for_two_modules_is_found(
    little_house: Mapping[str, Figure],
) -> None:
    assert little_house["names"].parts == [
        "little_house.cellar.garden, little_house.garden"
    ]


def test_branches_count_and_or_and_comprehensions(
    little_house: Mapping[str, Figure],
) -> None:
    branches, lines = 5 + 1 + 1 + 1, 4 + 3 + 2 + 2
    assert little_house["branches"].value == round(10 * branches / lines, 2)


def test_a_class_is_as_long_as_itself_and_its_bases(
    little_house: Mapping[str, Figure],
) -> None:
    assert little_house["long_classes"].parts == [
        "6 little_house.attic.Attic",
        "3 little_house.cellar.stairs.Stairs",
    ]
    assert little_house["class_lines"].value == 6


def ceilings(distance: float) -> dict[str, float]:
    """Ceilings at some distance above the figures."""
    return {key: figure.value + distance for key, figure in FIGURES.items()}


def test_a_figure_at_its_ceiling_stands() -> None:
    assert house.judge(FIGURES, ceilings(0)) == []


@pytest.mark.parametrize(
    ("distance", "said"),
    [(-0.01, "is over the ceiling of"), (11, "bring the ceiling of")],
)
def test_a_figure_over_its_ceiling_and_one_far_below_it_are_refused(
    distance: float, said: str
) -> None:
    wrong = house.judge(FIGURES, ceilings(distance))

    assert len(wrong) == len(house.MEASURES)
    assert all(said in sentence for sentence in wrong)


def test_a_ceiling_is_lowered_to_the_figure_and_never_raised() -> None:
    assert house.lowered(FIGURES, ceilings(5)) == ceilings(0)
    assert house.lowered(FIGURES, ceilings(-0.5)) == ceilings(-0.5)


def test_a_ceiling_falls_to_the_aim_and_no_further() -> None:
    done = {each.key: Figure(0, []) for each in house.MEASURES}
    aims = {each.key: each.aim for each in house.MEASURES}

    assert house.lowered(done, ceilings(0)) == aims
    assert house.judge(done, aims) == []


def test_written_ceilings_keep_their_heading(tmp_path: Path) -> None:
    path = tmp_path / "ceilings.toml"
    path.write_text("# They only fall.\nimports = 9\n")

    house.write_ceilings(path, ceilings(0))

    assert path.read_text().startswith("# They only fall.\nimports = 4.2\n")


def test_every_measure_has_a_ceiling() -> None:
    assert set(house.read_ceilings(house.CEILINGS)) == set(FIGURES)
