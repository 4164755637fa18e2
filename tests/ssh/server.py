"""A real sshd on the loopback with throwaway keys, real clients, and a proxy that can tear the line."""

import contextlib
import os
import pwd
import select
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.everywhere.terminal import PATIENCE, Program, trust_tui

SBIN: Final = (
    f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin:/usr/local/sbin"
)
"""Where daemons are found; an ordinary user's PATH leaves them out."""

GONE: Final = ("", "Z", "X")
"""The states of a process that is no more: without an entry, or waiting for its parent to notice."""

CONFIG: Final = """
Port {port}
Port {watchful}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
AcceptEnv LANG LC_*
MaxStartups 100
Match LocalPort {watchful}
  ClientAliveInterval 1
  ClientAliveCountMax 2
"""


class Server:
    """A running sshd.

    Attributes:
        port: Where it listens.
        watchful: Where it also listens, and gives a silent client up after a few seconds.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("host", "user"):
            make_key(folder / name)
        self.port, self.watchful = _free_ports()
        config = folder / "config"
        config.write_text(
            CONFIG.format(port=self.port, watchful=self.watchful, folder=folder)
        )
        if os.geteuid() == 0:
            # It stays, as the sshd of other tests may need it still.
            Path("/run/sshd").mkdir(0o755, exist_ok=True)
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen(
            [
                str(shutil.which("sshd", path=SBIN)),
                "-D",
                "-e",
                "-f",
                str(config),
            ],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def wait_until_up(self) -> bool:
        """Wait until it takes connections; False when it has ended instead."""
        given_up = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < given_up:
            try:
                for port in (self.port, self.watchful):
                    socket.create_connection(
                        ("127.0.0.1", port), timeout=1
                    ).close()
                return True
            except OSError:
                select.select([], [], [], 0.02)
        return False

    @property
    def said(self) -> str:
        """What it wrote into its log."""
        return (self._folder / "log").read_text("utf-8", "replace")

    def stop(self) -> None:
        """End it, and nothing else."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def client(
        self,
        remote: str,
        *,
        terminal: bool = True,
        port: int | None = None,
        other: Mapping[str, str] | None = None,
    ) -> list[str]:
        """The client's command that runs another one there; `other` are more of ssh's options."""
        return client_command(
            self._folder,
            port or self.port,
            remote,
            terminal=terminal,
            other=other,
        )


def make_key(place: Path) -> None:
    """Make a pair of keys to be thrown away."""
    kind = ["-t", "ed25519", "-N", "", "-C", "throwaway"]
    subprocess.run(["ssh-keygen", "-q", *kind, "-f", str(place)], check=True)


def client_command(
    folder: Path,
    port: int,
    remote: str,
    *,
    terminal: bool = True,
    other: Mapping[str, str] | None = None,
) -> list[str]:
    """The command of a client with the key `user` in a folder, whatever server listens at a port of this machine."""
    options: dict[str, object] = {
        "IdentityFile": folder / "user",
        "IdentitiesOnly": "yes",
        "IdentityAgent": "none",
        "StrictHostKeyChecking": "no",
        "UserKnownHostsFile": "/dev/null",
        "ControlPath": "none",
        "LogLevel": "QUIET",
        **(other or {}),
    }
    user = pwd.getpwuid(os.getuid()).pw_name
    command = [
        "ssh",
        "-F",
        "none",
        "-p",
        str(port),
        *(["-t", "-t"] if terminal else ["-T"]),
    ]
    command += [
        part
        for name, value in options.items()
        for part in ("-o", f"{name}={value}")
    ]
    return [*command, f"{user}@127.0.0.1", remote]


def _free_ports() -> tuple[int, int]:
    """Two ports that are free now."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


class Proxy:
    """Passes one connection on, until it is told to tear it or to fall silent.

    Attributes:
        port: Where it listens.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._stop_read, self._stop_write = os.pipe()
        self._ends: list[socket.socket] = []
        self._is_silent = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        inside, _ = self._listener.accept()
        outside = socket.create_connection(("127.0.0.1", self._target))
        self._ends = [inside, outside]
        others = {inside: outside, outside: inside}
        while True:
            ready, _, _ = select.select(
                [inside.fileno(), outside.fileno(), self._stop_read], [], []
            )
            if self._stop_read in ready:
                return
            for end, other in others.items():
                if end.fileno() in ready:
                    data = end.recv(1 << 16)
                    if not data:
                        return
                    if not self._is_silent:
                        other.sendall(data)

    def reset(self) -> None:
        """Tear the line: both ends hear of a reset."""
        self._end_thread()
        for end in self._ends:
            end.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            end.close()
        self._ends = []

    def fall_silent(self) -> None:
        """Pass nothing on any more, and say nothing of it."""
        self._is_silent = True

    def close(self) -> None:
        """Be gone."""
        self._end_thread()
        for end in (*self._ends, self._listener):
            end.close()
        for descriptor in (self._stop_read, self._stop_write):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def _end_thread(self) -> None:
        with contextlib.suppress(OSError):
            os.write(self._stop_write, b"!")
        self._thread.join(PATIENCE)


class Line:
    """The program at the far end of a connection.

    Attributes:
        client: The ssh client in its terminal.
        pid: The program's process.
        proxy: What the connection goes through, if it was asked for.
    """

    def __init__(
        self, client: Program, pid: int, data: Path, proxy: Proxy | None
    ) -> None:
        self.client = client
        self.pid = pid
        self.data = data
        self.proxy = proxy
        stat = self._stat
        self.session = int(stat[3])
        self.server_pid = int(stat[1])
        self.terminal = Path(
            f"/dev/pts/{int(stat[4]) & 0xFF | int(stat[4]) >> 12 & 0xFFF00}"
        )

    @property
    def _stat(self) -> list[str]:
        """The fields of the process after its name; the first is its state."""
        try:
            return (
                Path(f"/proc/{self.pid}/stat")
                .read_text()
                .rpartition(")")[2]
                .split()
            )
        except OSError:
            return [""]

    @property
    def is_gone(self) -> bool:
        """Whether the program is no more, with every thread of it: the last one to go lets its files and locks go."""
        if self._stat[0] not in GONE:
            return False
        try:
            return len([*Path(f"/proc/{self.pid}/task").iterdir()]) < 2
        except OSError:
            return True

    @property
    def cpu(self) -> float:
        """Seconds of processor time used so far, 0 when it is gone."""
        stat = self._stat
        return (
            sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK")
            if len(stat) > 12
            else 0.0
        )

    @property
    def left_over(self) -> list[int]:
        """The processes of its session that are still there."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (
                        (entry / "stat").read_text().rpartition(")")[2].split()
                    )
                except OSError:
                    continue
                if int(fields[3]) == self.session and fields[0] not in GONE:
                    found.append(int(entry.name))
        return found

    @property
    def drafts(self) -> str:
        """What the files of the drafts hold."""
        texts = []
        for path in (self.data / "drafts").glob("*.json*"):
            with contextlib.suppress(OSError):
                texts.append(path.read_text("utf-8", "replace"))
        return "\n".join(texts)

    def signal(self, signum: signal.Signals) -> None:
        """Send a signal to the program alone."""
        os.kill(self.pid, signum)

    def write_entry(self, text: str) -> None:
        """Open the editor and type, until it is on the screen."""
        self.client.press("n")
        self.client.wait_shown("New entry")
        self.go_on(text)

    def go_on(self, text: str) -> None:
        """Type, until it is on the screen."""
        self.client.type(text)
        self.client.wait_shown(text)

    def wait(self, condition: Callable[[], object], seconds: float) -> float:
        """Wait without reading what is sent; how long it took."""
        began = time.monotonic()
        while not condition():
            passed = time.monotonic() - began
            assert passed < seconds, (self._stat, self.cpu, self.client.shown)
            select.select([], [], [], 0.02)
        return time.monotonic() - began


@contextmanager
def connected(
    server: Server,
    data: Path,
    *,
    before: str = "",
    through_proxy: bool = False,
    port: int | None = None,
    shows: str = "Check in",
    variables: Mapping[str, str | None] | None = None,
    command: Sequence[str] | None = None,
    options: Mapping[str, str] | None = None,
) -> Iterator[Line]:
    """The program at the other end of a connection, once it shows a text.

    Args:
        server: Where to.
        data: The data folder.
        before: What the far shell does first, as `trap '' HUP;`, or the beginning of its command, as `setsid -w`.
        through_proxy: Whether the line can be torn.
        port: Which port of the server.
        shows: A text of the screen to wait for.
        variables: Of the client's environment.
        command: Another program than ours.
        options: More of the client's.
    """
    note = data.parent / f"{data.name}.pid"
    note.unlink(missing_ok=True)
    program = shlex.join(command or trust_tui("--data", data))
    script = f"{before if before.endswith(';') else ''} echo $$ > {shlex.quote(str(note))}; exec {program}"
    surroundings = {
        "HOME": data.parent,
        "TMPDIR": data.parent,
        "LANG": "C.UTF-8",
    }
    settings = " ".join(
        f"{name}={shlex.quote(str(value))}"
        for name, value in surroundings.items()
    )
    starter = "" if before.endswith(";") else before
    proxy = Proxy(port or server.port) if through_proxy else None
    client = Program(
        server.client(
            f"exec env {settings} {starter} /bin/sh -c {shlex.quote(script)}",
            port=proxy.port if proxy else port,
            other=options,
        ),
        variables=variables,
    )
    line: Line | None = None
    try:
        client.wait_shown(shows)
        client.settle(0.3)
        line = Line(client, int(note.read_text()), data, proxy)
        yield line
    finally:
        client.close()
        if proxy is not None:
            proxy.close()
        if line is not None and not line.is_gone:
            with contextlib.suppress(ProcessLookupError):
                line.signal(signal.SIGKILL)
