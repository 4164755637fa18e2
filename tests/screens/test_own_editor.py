"""The user's own editor: a file of the user's alone, wiped afterwards, and never where nothing may lead outside."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pexpect
import pytest

from tests.conftest import Open
from tests.support import Sitting
from trust_tui.dialogs.entry_editor import EntryEditor
from trust_tui.dialogs.own_editor import editor as editor_command
from trust_tui.dialogs.own_editor import wipe_left_behind
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.paths import EDITING
from trust_tui.program.app import TrustApp


@pytest.fixture(autouse=True)
def not_warned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody was told yet what editors keep."""
    monkeypatch.setattr(EntryEditor, "warned", False)


@pytest.fixture
def stand_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program can give its terminal away, as it can in a real one."""

    def suspend(_app: TrustApp) -> AbstractContextManager[None]:
        return nullcontext()

    monkeypatch.setattr(TrustApp, "suspend", suspend)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An editor that adds words to the file, and notes the mode of the file and of its folder."""
    script = tmp_path / "an editor"
    seen = tmp_path / "seen"
    script.write_text(
        f'#!/bin/sh\nstat -c %a "$1" "$(dirname "$1")" > "{seen}"\nprintf " and words from outside" >> "$1"\n'
    )
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    yield seen


def left(data: Path) -> list[Path]:
    """The folders of editors in the data folder."""
    return list(data.glob(f"{EDITING}*"))


async def open_editor(session: Sitting) -> None:
    await session.press("n")
    await session.type("half a thought")
    await session.press("ctrl+o")


async def test_what_the_editor_wrote_is_in_the_form_and_the_file_is_gone(
    start: Open, welcomed: Workbook, data: Path, editor: Path, stand_back: None
) -> None:
    async with start(place=data) as session:
        await open_editor(session)
        assert session.shows("swap files")
        await session.choose("Open my editor")
        assert session.shows("half a thought and words from outside")
        assert editor.read_text().split() == ["600", "700"]
        assert left(data) == []
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    assert [r.value.text for r in welcomed.of(Entry).all()] == [
        "half a thought and words from outside"
    ]


async def test_it_warns_once(
    start: Open, welcomed: Workbook, data: Path, editor: Path, stand_back: None
) -> None:
    async with start(place=data) as session:
        await open_editor(session)
        await session.press("enter")
        assert session.shows("half a thought")
        assert not editor.exists()
        await session.press("ctrl+o")
        await session.choose("Open my editor")
        await session.press("ctrl+o")
        assert session.text.count("words from outside") == 2


@pytest.mark.parametrize("command", ["false", "/nowhere/editor"])
async def test_an_editor_that_fails_leaves_the_text_as_it_was(
    start: Open,
    welcomed: Workbook,
    data: Path,
    stand_back: None,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setenv("VISUAL", command)
    async with start(place=data) as session:
        await open_editor(session)
        await session.choose("Open my editor")
        assert session.shows("half a thought", "he editor")
        assert left(data) == []


async def test_a_terminal_that_cannot_be_given_away_is_said(
    start: Open, welcomed: Workbook, data: Path, editor: Path
) -> None:
    async with start(place=data) as session:
        await open_editor(session)
        await session.choose("Open my editor")
        assert session.shows("The editor could not be started")
        assert left(data) == []


@pytest.mark.parametrize("case", ["none", "kiosk", "nowhere"])
async def test_it_is_not_offered_where_there_is_none_or_nothing_may_lead_outside(
    start: Open,
    welcomed: Workbook,
    data: Path,
    editor: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
) -> None:
    if case == "none":
        monkeypatch.delenv("EDITOR")
        monkeypatch.delenv("VISUAL", raising=False)
    async with start(
        place=None if case == "nowhere" else data, kiosk=case == "kiosk"
    ) as session:
        await open_editor(session)
        assert not session.shows("Your own editor")
        assert not session.shows("own editor")
        assert session.shows("half a thought")


async def test_what_a_crash_left_behind_is_wiped_at_the_next_start(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    folder = data / f"{EDITING}abc"
    folder.mkdir()
    (folder / "entry.md").write_text("zanzibar")
    async with start(place=data):
        assert left(data) == []


def test_a_link_is_never_followed_when_wiping(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "file").write_text("not ours")
    place = tmp_path / "place"
    place.mkdir()
    (place / f"{EDITING}link").symlink_to(theirs)
    folder = place / f"{EDITING}real"
    folder.mkdir()
    (folder / "link").symlink_to(theirs / "file")
    os.link(theirs / "file", tmp_path / "other name")

    wipe_left_behind(place)

    assert (theirs / "file").read_text() == "not ours"
    assert not folder.exists()


async def test_what_another_session_is_editing_is_left_alone(
    start: Open,
    welcomed: Workbook,
    data: Path,
    stand_back: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def edit(
        command: list[str], **_: object
    ) -> subprocess.CompletedProcess[bytes]:
        wipe_left_behind(
            data
        )  # as another session does when it starts meanwhile
        file = Path(command[-1])
        file.write_text(file.read_text() + ", finished")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setenv("EDITOR", "an-editor")
    monkeypatch.setattr(subprocess, "run", edit)
    async with start(place=data) as session:
        await open_editor(session)
        await session.choose("Open my editor")
        assert session.shows("half a thought, finished")
        assert left(data) == []


def telling(folder: Path) -> list[Path]:
    """The files that tell of the text: by their name, or by what they hold."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [
        path
        for path in found
        if "entry" in path.name
        or re.search(b"zanzibar|entry", path.read_bytes())
    ]


SETTINGS = "set undofile swapfile directory=~/swap// undodir=~/undo backup backupdir=~/backup viminfo='100,f1\n"
NANO = "set backup\nset backupdir ~/backup\nset historylog\nset positionlog\nset locking\n"


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("vim", ":wq\r"),
        ("vim.tiny", ":wq\r"),
        ("nvim", ":wq\r"),
        ("nano", "\x13\x18"),
    ],
)
def test_a_known_editor_leaves_nothing_behind(
    surroundings: Path, monkeypatch: pytest.MonkeyPatch, command: str, keys: str
) -> None:
    if shutil.which(command) is None:
        pytest.skip(f"There is no {command} here.")
    for folder in ("undo", "swap", "backup"):
        (surroundings / folder).mkdir()
    nvim = surroundings / "xdg" / "config" / "nvim"
    nvim.mkdir(parents=True)
    (nvim / "init.vim").write_text(SETTINGS.replace("viminfo='100,f1", ""))
    (surroundings / ".vimrc").write_text(SETTINGS)
    (surroundings / ".nanorc").write_text(NANO)
    place = surroundings / "edit"
    place.mkdir()
    file = place / "entry.md"
    file.write_text("zanzibar\n")
    monkeypatch.setenv("EDITOR", command)

    program = pexpect.spawn(
        editor_command()[0], [*editor_command()[1:], str(file)]
    )
    program.expect("zanzibar")
    program.send("x" if command == "nano" else "ix\x1b")
    program.expect("x")
    # While it is open, too: a swap file would lie beside the text or in its own folder.
    meanwhile = telling(surroundings)
    program.send(keys)
    program.expect(pexpect.EOF)
    program.close()

    assert meanwhile == [file]
    assert program.exitstatus == 0
    assert file.read_text() == "xzanzibar\n"
    assert telling(surroundings) == [file]
