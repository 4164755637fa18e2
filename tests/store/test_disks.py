"""On disks that know no second names, no rights, or neither: it works there, and what they cannot do is said."""

import errno
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ssh.server import SBIN, Server
from tests.store.helpers import PHRASE, entry, opened, texts
from trust_tui.domain.errors import StoreError
from trust_tui.domain.records import Entry
from trust_tui.store.disk import Folder, abilities, files

PATIENCE = 60.0
SFTP = "/usr/lib/openssh/sftp-server"
OTHERS = "This disk cannot keep others out: set a passphrase, or move the workbook to another disk."
SAVER = """
import sys
from pathlib import Path
from tests.store.helpers import entry, opened
from trust_tui.domain.errors import StoreError
from trust_tui.domain.records import Entry
workbook = opened(Path(sys.argv[1]))
for number in range(10):
    workbook.of(Entry).keep(entry(f"{sys.argv[2]} {number}"))
workbook.close()
"""


def tool(name: str, package: str) -> str:
    found = shutil.which(name, path=SBIN)
    if found is None:
        pytest.skip(f"{name} not found: install the package {package}")
    return found


def run(*command: str) -> str:
    """Run what mounts something; where that cannot be done here, the test is skipped."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(
            f"{Path(command[0]).name} does not work here: {done.stderr.strip()[-60:]}"
        )
    return done.stdout.strip()


def until_mounted(place: Path) -> None:
    given_up = time.monotonic() + PATIENCE
    while not os.path.ismount(place):
        if time.monotonic() > given_up:
            pytest.skip(f"{place.name} cannot be mounted here")
        time.sleep(0.05)


@contextmanager
def unmounted_afterwards(place: Path) -> Iterator[Path]:
    try:
        until_mounted(place)
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def image(home: Path, form: list[str], mount: list[str]) -> Iterator[Path]:
    """A file with a file system in it, mounted by a loop device."""
    tool("losetup", "mount")
    if os.geteuid() != 0:
        pytest.skip("only root may mount here")
    raw, place = home / "image", home / "disk"
    with raw.open("wb") as stream:
        stream.truncate(64 << 20)
    place.mkdir()
    run(*form, str(raw))
    device = run("losetup", "--find", "--show", str(raw))
    try:
        run(*mount, device, str(place))
        with unmounted_afterwards(place):
            yield place
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)


@contextmanager
def vfat(home: Path) -> Iterator[Path]:
    form = [tool("mkfs.vfat", "dosfstools")]
    with image(home, form, ["mount", "-t", "vfat"]) as place:
        yield place


@contextmanager
def exfat(home: Path) -> Iterator[Path]:
    form = [tool("mkfs.exfat", "exfatprogs")]
    with image(home, form, [tool("mount.exfat-fuse", "exfat-fuse")]) as place:
        yield place


@contextmanager
def rclone(home: Path) -> Iterator[Path]:
    place, behind = home / "disk", home / "behind"
    place.mkdir()
    behind.mkdir()
    command = [tool("rclone", "rclone"), "mount", str(behind), str(place)]
    with (
        subprocess.Popen(
            [*command, "--vfs-cache-mode", "full", "--config", ""],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"XDG_CACHE_HOME": str(home / "cache")},
        ),
        unmounted_afterwards(place),
    ):
        yield place


@contextmanager
def encfs(home: Path) -> Iterator[Path]:
    """EncFS in the form that ties each name to its file, so that none can have a second one."""
    place, behind = home / "disk", home / "behind"
    for folder in (place, behind):
        folder.mkdir(0o700)
    options = ["--paranoia", "--stdinpass"]
    command = [tool("encfs", "encfs"), *options, str(behind), str(place)]
    done = subprocess.run(command, input=PHRASE.encode(), capture_output=True)
    if done.returncode:
        pytest.skip("encfs does not work here")
    with unmounted_afterwards(place):
        yield place


@contextmanager
def sshfs(home: Path) -> Iterator[Path]:
    tool("sshd", "openssh-server")
    command = tool("sshfs", "sshfs")
    place, behind = home / "disk", home / "behind"
    for folder in (place, behind, home / "sshd"):
        folder.mkdir(0o700)
    server = Server(home / "sshd")
    try:
        if not server.wait_until_up():
            pytest.skip("sshd does not start here")
        *client, where, _ = server.client("", terminal=False)
        user = where.partition("@")[0]
        options = [part for part in client[1:] if part != "-T"]
        options += ["-o", f"sftp_server={SFTP}"]
        run(command, f"{user}@127.0.0.1:{behind}", str(place), *options)
        with unmounted_afterwards(place):
            yield place
    finally:
        server.stop()


DISKS = {
    "vfat": vfat,
    "exfat": exfat,
    "rclone": rclone,
    "sshfs": sshfs,
    "encfs": encfs,
}


@pytest.fixture(params=DISKS)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder on such a disk."""
    with DISKS[request.param](tmp_path) as place:
        yield place / "workbook"


@pytest.mark.timeout(120)
def test_two_sessions_at_once_keep_everything_there_plain_and_sealed(
    elsewhere: Path,
) -> None:
    opened(elsewhere).close()
    savers = [
        subprocess.Popen([sys.executable, "-c", SAVER, str(elsewhere), name])
        for name in ("a", "b")
    ]
    assert [saver.wait() for saver in savers] == [0, 0]
    wanted = {f"{name} {number}" for name in "ab" for number in range(10)}
    workbook = opened(elsewhere)
    assert set(texts(workbook).values()) == wanted
    assert workbook.compact()
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("sealed"))
    workbook.close()
    workbook = opened(elsewhere, PHRASE)
    assert set(texts(workbook).values()) == wanted | {"sealed"}
    assert [one for one in workbook.check() if one.said != OTHERS] == []
    workbook.close()
    Folder(elsewhere).here.forget()


@pytest.mark.timeout(120)
def test_what_others_can_reach_is_said_where_it_is_so_and_only_there(
    elsewhere: Path,
) -> None:
    workbook = opened(elsewhere)
    workbook.of(Entry).keep(entry("x"))
    workbook.close()
    mode = (elsewhere / "trust.json").stat().st_mode
    workbook = opened(elsewhere)
    said = [finding.said for finding in workbook.findings]
    checked = [finding.said for finding in workbook.check()]
    workbook.close()
    assert said == checked == ([OTHERS] if mode & 0o077 else [])
    Folder(elsewhere).here.forget()


def test_all_is_tried_on_the_disk_and_nothing_is_left_of_it(
    tmp_path: Path,
) -> None:
    found = abilities.try_disk(tmp_path)

    assert [*tmp_path.iterdir()] == []
    assert found.links and found.excludes and found.is_private
    assert found.flushes
    assert [*abilities.tell(found)] == []


def test_a_rename_that_keeps_who_has_the_name_refuses_a_taken_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "b").write_bytes(b"theirs")
    if not abilities.try_disk(tmp_path).keeps_names:
        pytest.skip("this disk, or this system, has no such rename")
    with pytest.raises(FileExistsError):
        files.rename_to_free(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"theirs"
    files.rename_to_free(tmp_path / "a", tmp_path / "c")
    assert (tmp_path / "c").read_bytes() == b"mine"


def without_flushes(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Have folders answer to a flush with an error, as some shares do."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, "no flush of folders")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS])
def test_a_disk_that_cannot_flush_a_folder_is_written_to_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    without_flushes(monkeypatch, code)
    workbook = opened(tmp_path / "workbook")
    workbook.of(Entry).keep(entry("x"))
    (finding,) = workbook.findings
    assert finding.said.startswith("This disk does not say when")
    assert workbook.check() == [finding]
    workbook.close()
    again = opened(tmp_path / "workbook")
    assert list(texts(again).values()) == ["x"]
    assert again.findings == ()


def test_a_flush_that_fails_is_still_a_save_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(tmp_path / "workbook")
    without_flushes(monkeypatch, errno.EIO)
    with pytest.raises(StoreError):
        workbook.of(Entry).keep(entry("x"))
