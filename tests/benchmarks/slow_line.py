"""A real SSH connection over 2,000 bytes a second with 300 ms of delay each way: how long one waits for what.

Needs sshd, and is run by itself: `python -m tests.benchmarks.slow_line`. Nothing here decides what is good.
"""

import heapq
import select
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Final

from tests.everywhere.terminal import Program, trust_tui
from tests.ssh.server import Server
from trust_tui.cli.demo import fill
from trust_tui.domain.clock import SystemClock

BYTES: Final = 2000.0
"""What the line carries in a second, each way."""

DELAY: Final = 0.3
"""Seconds that a byte is on its way."""

PIECE: Final = 128
"""Bytes taken at once: what lies between two pieces is 64 ms."""

QUIET: Final = 4.0
"""Seconds without a byte after which a key counts as answered: SSH shows a message once the whole of it is there."""

WORDS: Final = "what felt honest today was a long walk and a quiet talk"


class SlowLine(threading.Thread):
    """Passes one connection on as a slow line does. It takes no more than it can carry, so senders feel it.

    Attributes:
        port: Where it listens.
    """

    def __init__(self, target: int) -> None:
        super().__init__(daemon=True)
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def run(self) -> None:
        """Carry, until one end is closed."""
        near, _ = self._listener.accept()
        far = socket.socket()
        far.setsockopt(
            socket.SOL_SOCKET, socket.SO_RCVBUF, 1
        )  # the system makes it as small as it goes
        far.connect(("127.0.0.1", self._target))
        others = {near: far, far: near}
        free = dict.fromkeys(others, 0.0)
        order = count()
        under_way: list[tuple[float, int, socket.socket, bytes]] = []
        with suppress(OSError), near, far:
            while True:
                now = monotonic()
                while under_way and under_way[0][0] <= now:
                    _, _, to, data = heapq.heappop(under_way)
                    to.sendall(data)
                takes = [end for end in others if free[end] <= now]
                moments = [
                    moment for moment in free.values() if moment > now
                ] + [item[0] for item in under_way[:1]]
                ready, _, _ = select.select(
                    takes, [], [], min(moments, default=now + 60) - now
                )
                for end in ready:
                    data = end.recv(PIECE)
                    if not data:
                        return
                    free[end] = monotonic() + len(data) / BYTES
                    heapq.heappush(
                        under_way,
                        (free[end] + DELAY, next(order), others[end], data),
                    )


@contextmanager
def connected(server: Server, remote: str) -> Iterator[Program]:
    """A command at the far end of the slow line."""
    line = SlowLine(server.port)
    line.start()
    client = Program(server.client(remote, port=line.port))
    try:
        yield client
    finally:
        client.close()


def seconds_until(client: Program, text: str) -> float:
    """How long it takes until a text is on the screen."""
    began = monotonic()
    client.wait_shown(text)
    return monotonic() - began


def answered(client: Program, keys: str) -> tuple[float, int]:
    """Send keys at once; seconds until the last byte of the answer, and how many bytes it has."""
    before, began = len(client.sent), monotonic()
    client.type(keys)
    last = began
    while monotonic() - last < QUIET:
        if client.read():
            last = monotonic()
    return last - began, len(client.sent) - before


def all_figures() -> dict[str, float]:
    """The figures by name: seconds, and bytes where the name says so."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="trust-tui-bench-") as name:
        folder = Path(name)
        fill(folder / "kept", SystemClock())
        server = Server(folder)
        try:
            server.wait_until_up()
            with connected(server, "echo there; exec cat") as client:
                figures["a connection, without the program"] = seconds_until(
                    client, "there"
                )
            with connected(
                server,
                f"exec env LANG=C.UTF-8 {' '.join(trust_tui('--data', folder / 'kept'))}",
            ) as client:
                figures["a connection and the first screen"] = seconds_until(
                    client, "Check in"
                )
                figures["the rest of the first screen"], _ = answered(
                    client, ""
                )
                figures["the first screen, bytes"] = len(client.sent)
                for what, keys in {
                    "Right now, its first question": "\x12",
                    "away from it": "\x1b",
                    "a move in a list": "\x1b[B",
                    "twenty moves at once": "\x1b[B" * 20,
                    "another screen": "2",
                    "a page": "\r",
                    "a scrolled line": "j",
                    "twenty scrolled lines at once": "j" * 20,
                    "back": "\x1b",
                    "the editor": "n",
                    "a letter": "w",
                    f"{len(WORDS)} letters at once": WORDS,
                }.items():
                    figures[what], bytes_sent = answered(client, keys)
                    figures[f"{what}, bytes"] = bytes_sent
                figures["leaving"], _ = answered(client, "\x11")
        finally:
            server.stop()
    return figures


if __name__ == "__main__":
    for figure, value in all_figures().items():
        print(f"{figure:<44}{value:>9.2f}")
