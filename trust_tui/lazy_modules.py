"""Packages whose modules are loaded when they are asked for: the first screen waits for none of the others."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType


def modules_of(package: str) -> Callable[[str], ModuleType]:
    """What to call `__getattr__` in a package: its modules then stand in it as if they had been imported there.

    Args:
        package: Its name.
    """

    def load(name: str) -> ModuleType:
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError as error:
            raise AttributeError(f"{package} has no module {name}.") from error

    return load


def load_one_by_one(*packages: ModuleType) -> Iterator[ModuleType]:
    """Load all modules of the packages, one each time the next is asked for."""
    for package in packages:
        for found in pkgutil.iter_modules(
            package.__path__, f"{package.__name__}."
        ):
            yield import_module(found.name)
