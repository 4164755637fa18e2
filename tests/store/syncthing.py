"""An instance of Syncthing that knows of one other on this machine, and of nobody else."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 120.0

CONFIG = """<configuration version="36">
  <folder id="w" label="w" path="{path}" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true"
      fsWatcherDelayS="1" ignorePerms="false" autoNormalize="true">
    <device id="{own}"/><device id="{other}"/>
    <minDiskFree unit="%">0</minDiskFree>
  </folder>
  <device id="{own}" name="own"><address>dynamic</address></device>
  <device id="{other}" name="other"><address>tcp://127.0.0.1:{other_port}</address></device>
  <gui enabled="true"><address>127.0.0.1:{gui}</address><apikey>test</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
  </options>
</configuration>
"""


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for a condition."""
    given_up = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < given_up, what
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Syncthing:
    """An instance with a configuration of its own, that knows of one other and of nobody else."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.port, self.gui = free_port(), free_port()
        made = subprocess.run(
            ["syncthing", "generate", f"--home={home}", "--no-default-folder"],
            check=True,
            capture_output=True,
            text=True,
        )
        found = re.search(
            r"[A-Z0-9]{7}(?:-[A-Z0-9]{7}){7}", made.stdout + made.stderr
        )
        assert found is not None
        self.id = found[0]
        (folder / ".stfolder").mkdir(0o700)

    @contextmanager
    def beside(self, other: "Syncthing") -> Iterator[None]:
        """Let it run; it ends by its own process id."""
        text = CONFIG.format(
            path=self.folder,
            own=self.id,
            other=other.id,
            port=self.port,
            other_port=other.port,
            gui=self.gui,
        )
        (self.home / "config.xml").write_text(text)
        with (self.home / "said").open("wb") as said:
            process = subprocess.Popen(
                ["syncthing", "serve", f"--home={self.home}", "--no-browser"],
                stdout=said,
                stderr=said,
                env=os.environ | {"STNOUPGRADE": "1", "HOME": str(self.home)},
            )
            try:
                yield
            finally:
                process.terminate()
                process.wait()
