"""The user's own editor: a file of the user's alone, wiped afterwards, and never where nothing may lead outside."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from tests.conftest import Open
from tests.support import Sitting
from trust_tui.dialogs.entry import EntryForm
from trust_tui.dialogs.own_editor import wipe_left_behind
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.paths import EDITING
from trust_tui.program.app import TrustApp


@pytest.fixture(autouse=True)
def not_warned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody was told yet what editors keep."""
    monkeypatch.setattr(EntryForm, "warned", False)


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
    def edit(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        wipe_left_behind(data)  # as another session does when it starts meanwhile
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
