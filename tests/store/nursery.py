"""Processes of our own that start at once: each is forked from one that has imported all it needs."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
from functools import cached_property
from typing import Any, Final

from tests.store.helpers import environment

CODE: Final = textwrap.dedent(
    """
    import json, os, socket, sys
    import filelock, pyrage, tests.store.helpers
    channel = socket.socket(fileno=int(sys.argv[1]))
    while True:
        data, ends, *_ = socket.recv_fds(channel, 1 << 16, 2)
        if not data:
            break
        asked = json.loads(data)
        if "wait" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                channel.close()
                for end, usual in zip(ends, (1, 2)):
                    os.dup2(end, usual)
                    os.close(end)
                sys.argv = ["-c", *asked["arguments"]]
                exec(asked["code"], {"__name__": "__main__"})
                break
            for end in ends:
                os.close(end)
        channel.send(json.dumps(answer).encode())
    """
)


class Child:
    """One process.

    Attributes:
        stdout: What it says, as text.
    """

    def __init__(self, nursery: "Nursery", code: str, arguments: tuple[str, ...]) -> None:
        self._nursery = nursery
        out, errors = os.pipe(), os.pipe()
        self.stdout = os.fdopen(out[0], encoding="utf-8")
        self._errors = os.fdopen(errors[0], encoding="utf-8")
        self._pid = nursery.ask({"code": code, "arguments": arguments}, out[1], errors[1])
        for end in (out[1], errors[1]):
            os.close(end)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self._pid, signal.SIGKILL)

    def end(self) -> tuple[int, str, str]:
        """Wait until it is gone. Returns its status, what it still said, and its errors."""
        with self.stdout, self._errors:
            said = self.stdout.read()
            errors = self._errors.read()
        return self._nursery.ask({"wait": self._pid}), said, errors


class Nursery:
    """The process that the others are forked from; it starts when the first of them is wanted."""

    @cached_property
    def _channel(self) -> socket.socket:
        mine, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", CODE, str(theirs.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment())
        return mine

    def ask(self, what: dict[str, Any], *ends: int) -> int:
        """Have a process started, or wait for one."""
        socket.send_fds(self._channel, [json.dumps(what).encode()], ends)
        return int(json.loads(self._channel.recv(100)))

    def start(self, code: str, *arguments: object) -> Child:
        """Run Python code in a process of its own."""
        return Child(self, code, tuple(map(str, arguments)))

    def close(self) -> None:
        """End it."""
        if "_channel" in self.__dict__:
            self._channel.close()
            self._process.wait()
