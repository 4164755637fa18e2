"""The files of versions and hashes cover all that is installed, keep to pyproject.toml, and name no place to get it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT: Mapping[str, Any] = tomllib.loads(
    (ROOT / "pyproject.toml").read_text("utf-8")
)["project"]
FILES = {"constraints.txt": "", "constraints-dev.txt": "dev"}
HELD_TO_A_MINOR_VERSION = {"textual", "tinydb"}


def pins(name: str) -> Mapping[str, tuple[Requirement, list[str]]]:
    """What a file holds: each package with its hashes, by its name."""
    text = (ROOT / name).read_text("utf-8")
    lines = text.replace("\\\n", " ").splitlines()
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for line in lines:
        if line and not line.lstrip().startswith("#"):
            requirement = Requirement(line.partition(" --hash")[0])
            hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})(?!\S)", line)
            found[canonicalize_name(requirement.name)] = (requirement, hashes)
    return found


def asked_for(extra: str) -> list[Requirement]:
    """What pyproject.toml asks for."""
    more = PROJECT["optional-dependencies"][extra] if extra else []
    return [Requirement(line) for line in [*PROJECT["dependencies"], *more]]


def reached(extra: str) -> Iterator[str]:
    """The names of all packages that come in here, those that others bring too."""
    waiting = asked_for(extra)
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        name, extras = canonicalize_name(one.name), frozenset(one.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        yield name
        try:
            brought = requires(name) or []
        except PackageNotFoundError:
            continue  # not for this machine
        for text in brought:
            requirement = Requirement(text)
            marker = requirement.marker
            if marker is None or any(
                marker.evaluate({"extra": e}) for e in ("", *extras)
            ):
                waiting.append(requirement)


@pytest.mark.parametrize(("file", "extra"), FILES.items())
def test_every_package_that_comes_in_has_a_version_and_hashes(
    file: str, extra: str
) -> None:
    held = pins(file)

    assert sorted(set(reached(extra)) - set(held)) == [], (
        "run `make constraints`"
    )
    assert [name for name, (_, hashes) in held.items() if not hashes] == []


@pytest.mark.parametrize(("file", "extra"), FILES.items())
def test_each_version_is_one_that_is_asked_for(file: str, extra: str) -> None:
    held = pins(file)
    wrong = []
    for requirement in asked_for(extra):
        (specifier,) = held[canonicalize_name(requirement.name)][0].specifier
        assert specifier.operator == "=="
        if not requirement.specifier.contains(specifier.version):
            wrong.append(str(requirement))

    assert wrong == [], "run `make constraints`"


def test_users_and_developers_have_the_same_versions() -> None:
    developers = pins("constraints-dev.txt")
    users = pins("constraints.txt")

    assert {name: str(developers[name][0]) for name in users} == {
        name: str(requirement) for name, (requirement, _) in users.items()
    }


@pytest.mark.parametrize("file", FILES)
def test_no_place_to_get_them_is_named(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")

    assert (
        re.findall(
            r"\S*(?:://|--index|--find-links|--extra|\s@\s|\s/)\S*", text
        )
        == []
    )


def test_a_range_ends_before_a_version_that_may_break_it() -> None:
    """So that a security release comes in, and a new design does not."""
    open_ended = []
    for requirement in asked_for(""):
        operators = {specifier.operator for specifier in requirement.specifier}
        is_held = requirement.name in HELD_TO_A_MINOR_VERSION
        if operators != ({"=="} if is_held else {">=", "<"}):
            open_ended.append(str(requirement))

    assert open_ended == []
