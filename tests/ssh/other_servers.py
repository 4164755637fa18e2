"""Servers of SSH beside OpenSSH's: dropbear, and one of asyncssh's that gives each session a terminal of its own."""

import os
import select
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tests.everywhere.terminal import PATIENCE
from tests.ssh.server import SBIN, client_command, make_key

PYTHONS: Final = (sys.executable, "/usr/bin/python3")
"""Where asyncssh may be: beside the tests, or as a package of the system."""

ASYNCSSH: Final = """
import asyncio
import fcntl
import os
import pty
import struct
import sys
import termios

import asyncssh

folder = sys.argv[1]


def resize(terminal, size):
    columns, lines, *_ = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


async def serve(process):
    loop = asyncio.get_running_loop()
    pid, terminal = pty.fork()
    if not pid:
        os.environ["TERM"] = process.term_type or "dumb"
        os.execv("/bin/sh", ["sh", "-c", process.command])
    resize(terminal, process.term_size)

    def send():
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:
            data = b""
        if data:
            process.stdout.write(data)
        else:
            loop.remove_reader(terminal)
            process.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

    loop.add_reader(terminal, send)
    while True:
        try:
            data = await process.stdin.read(1 << 16)
        except asyncssh.TerminalSizeChanged as change:
            resize(terminal, (change.width, change.height))
            continue
        except asyncssh.Error:
            data = b""
        if not data:
            break
        os.write(terminal, data)
    loop.remove_reader(terminal)
    os.close(terminal)
    await loop.run_in_executor(None, os.waitpid, pid, 0)


async def main():
    server = await asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[f"{folder}/host"],
        authorized_client_keys=f"{folder}/user.pub",
        process_factory=serve,
        line_editor=False,
        encoding=None,
    )
    with open(f"{folder}/port.new", "w") as note:
        note.write(str(server.sockets[0].getsockname()[1]))
    os.rename(f"{folder}/port.new", f"{folder}/port")
    await server.wait_closed()


asyncio.run(main())
"""
"""The server, for a Python that has asyncssh. It writes its port into the folder once it listens."""


class OtherServer:
    """A server that runs.

    Attributes:
        port: Where it listens.
    """

    def __init__(self, folder: Path, command: list[str], port: int = 0) -> None:
        self._folder = folder
        self._log = (folder / "log").open("wb")
        self.port = port
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
            env={**os.environ, "LANG": "C.UTF-8", "PATH": SBIN},
        )

    def wait_until_up(self) -> None:
        """Wait until it takes connections."""
        given_up = time.monotonic() + PATIENCE
        note = self._folder / "port"
        while time.monotonic() < given_up:
            said = (self._folder / "log").read_text("utf-8", "replace")
            assert self._process.poll() is None, said
            if not self.port and note.exists():
                self.port = int(note.read_text())
            if self.port:
                try:
                    socket.create_connection(
                        ("127.0.0.1", self.port), 1
                    ).close()
                    return
                except OSError:
                    pass
            select.select([], [], [], 0.05)
        raise AssertionError("The server does not listen.")

    def client(self, remote: str) -> list[str]:
        """The command of OpenSSH's client that runs another one there."""
        return client_command(self._folder, self.port, remote)

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._log.close()


def why_not(name: str) -> str:
    """What is missing for a server; empty where it can run."""
    if name == "asyncssh":
        return "" if _python_with_asyncssh() else "asyncssh is not installed"
    for program in ("dropbear", "dropbearkey", "unshare"):
        if shutil.which(program, path=SBIN) is None:
            return f"{program} is not installed"
    # It looks for the keys in the home of the user alone, so it gets another list of users.
    own_users = ["unshare", "-m", "mount", "--bind", "/dev/null", "/etc/passwd"]
    tried = subprocess.run(own_users, capture_output=True, check=False)
    return "" if tried.returncode == 0 else "nothing can be mounted here"


def start(name: str, folder: Path) -> OtherServer:
    """Start a server by its name, with keys of its own."""
    make_key(folder / "user")
    if name == "asyncssh":
        make_key(folder / "host")
        python = _python_with_asyncssh()
        return OtherServer(
            folder, [python, "-W", "ignore", "-c", ASYNCSSH, str(folder)]
        )
    home = folder / "home"
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    home.chmod(0o700)
    shutil.copy(folder / "user.pub", home / ".ssh" / "authorized_keys")
    (folder / "passwd").write_text(f"root:x:0:0::{home}:/bin/sh\n")
    host = str(folder / "dropbear")
    subprocess.run(
        ["dropbearkey", "-t", "ed25519", "-f", host],
        check=True,
        capture_output=True,
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    users = shlex.quote(str(folder / "passwd"))
    where = ["-P", str(folder / "pid"), "-p", f"127.0.0.1:{port}"]
    command = shlex.join(
        ["dropbear", "-F", "-E", "-e", "-m", "-s", "-r", host, *where]
    )
    script = f"mount --bind {users} /etc/passwd && exec {command}"
    return OtherServer(folder, ["unshare", "-m", "sh", "-c", script], port)


def _python_with_asyncssh() -> str:
    """A Python that has asyncssh; empty where there is none."""
    for python in PYTHONS:
        look = [python, "-W", "ignore", "-c", "import asyncssh"]
        if Path(python).exists() and (
            subprocess.run(look, capture_output=True, check=False).returncode
            == 0
        ):
            return python
    return ""
