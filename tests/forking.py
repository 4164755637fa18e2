"""Programs forked from a process that has imported what they need, which is more than half of the work of a start.

Each gets an environment and a working folder of its own, and at a terminal a session; it runs to the end of Python as
any other does. The tests call `start`; the process that forks is `python -m tests.forking SOCKET`.
"""

import atexit
import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

ROOT: Final = Path(__file__).parents[1]

MODULES: Final = (
    "trust_tui.cli.screen",
    "trust_tui.program.app",
    "tests.terminal.sample",
    "tests.store.session",
    "tests.store.helpers",
    "pyrage",
)
"""What is imported before anything is forked."""

REQUEST: Final = 1 << 16
"""Bytes of a request, at most; an environment above all."""

NUMBER: Final = 8
"""Bytes of a number in what is told of a program: its process, and later how it ended."""


class Forked:
    """A program that was forked, followed as a `subprocess.Popen` is.

    Attributes:
        pid: Its process.
    """

    def __init__(self, news: int) -> None:
        self._news = news
        self._status: int | None = None
        self.pid = int(os.read(news, NUMBER))

    def poll(self) -> int | None:
        """What it ended with, negative for a signal; None while it runs."""
        if self._status is None and select.select([self._news], [], [], 0)[0]:
            self._status = int(os.read(self._news, NUMBER))
            os.close(self._news)
        return self._status

    def wait(self) -> int:
        """Wait for its end; what it ended with."""
        while (status := self.poll()) is None:
            select.select([self._news], [], [])
        return status

    def send_signal(self, signum: int) -> None:
        """Send a signal if it is still there."""
        if self.poll() is None:
            with suppress(
                ProcessLookupError
            ):  # it ended a moment ago, which was not told yet
                os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def start(
    module: str,
    *arguments: str,
    ends: Sequence[int],
    variables: Mapping[str, str],
    ignoring: signal.Signals | None = None,
) -> Forked:
    """Run `main` of a module, in the folder where the test is, with these variables and no other.

    Args:
        module: What to run.
        arguments: Its arguments.
        ends: One terminal for input, output and errors, whose session it leads; or one end for output, one for errors.
        variables: Its environment.
        ignoring: A signal that it finds ignored.
    """
    request = {
        "module": module,
        "arguments": arguments,
        "variables": dict(variables),
        "folder": str(Path.cwd()),
        "ignoring": ignoring,
    }
    news, teller = os.pipe()
    socket.send_fds(_forker(), [json.dumps(request).encode()], [teller, *ends])
    os.close(teller)
    return Forked(news)


@cache
def _forker() -> socket.socket:
    """The way to the process that forks, one for all tests of this process; it ends when this one does."""
    ours, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forking", str(other.fileno())],
        pass_fds=[other.fileno()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    other.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def serve(requests: socket.socket) -> None:
    """Fork what is asked for until nobody can ask any more."""
    for module in MODULES:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    while True:
        request, descriptors, _, _ = socket.recv_fds(requests, REQUEST, 3)
        if not request:
            return
        if os.fork() == 0:
            requests.close()
            _follow(json.loads(request), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _follow(request: dict[str, Any], news: int, *ends: int) -> NoReturn:
    """Fork the program, and tell of it."""
    pid = os.fork()
    if pid == 0:
        os.close(news)
        _run(ends, **request)
    for end in ends:
        os.close(end)
    os.write(news, f"{pid:{NUMBER}}".encode())
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.write(news, f"{status:{NUMBER}}".encode())
    os._exit(0)


def _run(
    ends: Sequence[int],
    module: str,
    arguments: list[str],
    variables: dict[str, str],
    folder: str,
    ignoring: int | None,
) -> NoReturn:
    """Be the program."""
    if os.isatty(ends[0]):
        os.setsid()
        fcntl.ioctl(ends[0], termios.TIOCSCTTY, 0)
        os.dup2(ends[0], 0)
    for descriptor, end in ((1, ends[0]), (2, ends[-1])):
        os.dup2(end, descriptor)
    for end in ends:
        os.close(end)
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    sys.argv = [module, *arguments]
    # What it runs where it starts anew by `exec`.
    code = f"import sys; from {module} import main; sys.exit(main())"
    sys.orig_argv = [sys.executable, "-c", code, *arguments]
    if ignoring is not None:
        signal.signal(ignoring, signal.SIG_IGN)
    sys.exit(importlib.import_module(module).main())


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
