"""Between the store and the disk: counts each operation on files, makes one fail, or writes all of them down."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest

from trust_tui.store.disk.data_folder import Folder

BY_PATH: Final = (
    "open",
    "link",
    "rename",
    "unlink",
    "mkdir",
    "chmod",
    "stat",
    "scandir",
)
BY_DESCRIPTOR: Final = ("write", "read", "fsync", "close")


class Killed(BaseException):
    """The process is gone: nothing it does from now on has any effect."""


@dataclass
class Plan:
    """What is to go wrong.

    Attributes:
        at: Which operation, from 1; 0 for none.
        how: `once`, `on` (from then on), `short` (half a write, then no room), `kill`.
        code: The error.
    """

    at: int = 0
    how: str = "once"
    code: int = errno.EIO


@dataclass
class Disk:
    """Stands between.

    Attributes:
        root: Only what is below this folder counts,
        here: and what belongs to this machine alone.
        plan: What is to go wrong.
        count: Operations so far.
        kinds: Their names, in order.
        flushes: Whether fsync really flushes; a test that only counts need not wait for the disk.
    """

    root: str
    here: str = ""
    plan: Plan = field(default_factory=Plan)
    count: int = 0
    kinds: list[str] = field(default_factory=list)
    dead: bool = False
    descriptors: set[int] = field(default_factory=set)
    real: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def call(self, name: str, *arguments: Any, **named: Any) -> Any:
        real = self.real[name]
        if not self._ours(name, arguments):
            return real(*arguments, **named)
        if self.dead:
            if name == "close":
                self.descriptors.discard(arguments[0])
                return real(*arguments, **named)
            raise Killed
        self.count += 1
        self.kinds.append(name)
        if self._hit():
            self._fail(name, arguments)
        self.before(name, arguments)
        if name == "fsync":
            self.note(name, arguments, None)
            return None
        answer = real(*arguments, **named)
        self.note(name, arguments, answer)
        if name == "open":
            self.descriptors.add(answer)
        elif name == "close":
            self.descriptors.discard(arguments[0])
        return answer

    def _fail(self, name: str, arguments: tuple[Any, ...]) -> NoReturn:
        if name == "close":
            self.descriptors.discard(arguments[0])
            self.real[name](*arguments)
        if self.plan.how == "kill":
            self.dead = True
            raise Killed
        if self.plan.how == "short" and name == "write":
            data = memoryview(arguments[1])
            self.real[name](arguments[0], data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "injected")
        raise OSError(self.plan.code, "injected")

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Called before each operation that is done."""

    def note(self, name: str, arguments: tuple[Any, ...], answer: Any) -> None:
        """Called after each operation that was done."""

    def _hit(self) -> bool:
        at, how = self.plan.at, self.plan.how
        return bool(at) and (
            self.count == at or (self.count > at and how == "on")
        )

    def _ours(self, name: str, arguments: tuple[Any, ...]) -> bool:
        first = arguments[0] if arguments else "."
        if name in BY_DESCRIPTOR:
            return first in self.descriptors
        return not isinstance(first, int) and os.fspath(first).startswith(
            self.roots
        )

    @property
    def roots(self) -> tuple[str, ...]:
        """The data folder, and what belongs to this machine alone."""
        return (self.root, self.here) if self.here else (self.root,)

    def shut(self) -> None:
        """Close what a killed process would have let go of."""
        for descriptor in list(self.descriptors):
            self.real["close"](descriptor)
        self.descriptors.clear()


@contextmanager
def disk(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    plan: Plan | None = None,
    between: Disk | None = None,
) -> Iterator[Disk]:
    """Stand between the store and its folder."""
    here = str(Folder(folder).here.path)
    between = between or Disk(str(folder), here, plan or Plan())

    def standing(name: str) -> Callable[..., Any]:
        return lambda *arguments, **named: between.call(
            name, *arguments, **named
        )

    with monkeypatch.context() as patch:
        for name in (*BY_PATH, *BY_DESCRIPTOR):
            between.real[name] = getattr(os, name)
            patch.setattr(os, name, standing(name))
        try:
            yield between
        finally:
            between.shut()
