"""Keeps every test away from the real home, the network and the real time, and gives it a workbook and the content."""

import gc
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import settings
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet

from tests.support import (
    MOMENT,
    USUAL,
    Sitting,
    app_on,
    drawn_lines,
    session_of,
    settled,
    way_of,
)
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs import draft_keeper
from trust_tui.domain.records import Relationship, Settings
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library, packaged_folder
from trust_tui.program import startup
from trust_tui.program.app import TrustApp
from trust_tui.screens import list_page
from trust_tui.store import open_workbook
from trust_tui.store.encryption import keyfile

MakeApp = Callable[..., TrustApp]
Open = Callable[..., AbstractAsyncContextManager[Sitting]]

settings.register_profile(
    "house", max_examples=50, derandomize=True, deadline=None, database=None
)
settings.load_profile("house")


def pytest_xdist_auto_num_workers() -> int:
    """More workers than processors, as those that drive a terminal wait for most of their time."""
    return 2 * (os.cpu_count() or 1)


def pytest_configure() -> None:
    """Have files in memory, and programs that tests start find hang-ups as they usually are, also under `nohup`.

    What a process catches, as a hang-up from now on, is as usual again in the programs it starts. The tests themselves
    go on as `nohup` would have it.
    """
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda _signum, _frame: None)
    if is_fit_for_files(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


MEMORY = Path("/dev/shm")
"""A folder in memory: tests that keep much take half the time there, as a disk is waited for at each flush."""

ROOM = 1 << 30
"""Bytes that have to be free there; the files of all tests take a tenth."""


def is_fit_for_files(folder: Path) -> bool:
    """Whether the tests can work in a folder: there is room, and it holds programs that can be run."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    status = os.statvfs(folder)
    return (
        status.f_bavail * status.f_frsize > ROOM
        and not status.f_flag & os.ST_NOEXEC
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the tests that drive a terminal evenly among the others, so that no processor waits with them.

    Those of one module take alike long, so they are mixed first; and the last tests of all are short ones.
    """
    driving = [item for item in items if item.get_closest_marker("terminal")]
    driving.sort(key=lambda item: crc32(item.nodeid.encode()))
    others = [item for item in items if not item.get_closest_marker("terminal")]
    place = {item: at / len(others) for at, item in enumerate(others)}
    place |= {item: at / len(driving) * 0.9 for at, item in enumerate(driving)}
    items.sort(key=place.__getitem__)


def pytest_collection_finish() -> None:
    """Look through the modules for garbage no more: that took a third of the time of all tests."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _live_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Have the user's own files looked for there."""
    patch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        patch.setenv(f"XDG_{name}_HOME", str(home / "xdg" / name.lower()))


@pytest.fixture(scope="session", autouse=True)
def surroundings_of_all(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A home for what several tests share, which is made before that of the first one."""
    with pytest.MonkeyPatch.context() as patch:
        _live_in(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture(autouse=True)
def surroundings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A home, a working folder and an environment of the test's own, given back at the end; no network."""
    before = dict(os.environ)
    umask = os.umask(0o022)
    home = tmp_path_factory.mktemp("home")
    for name in (
        "NO_COLOR",
        "COLORTERM",
        "LC_ALL",
        "LC_CTYPE",
        "LINES",
        "COLUMNS",
        "TMUX",
        "STY",
        "PYTHONDONTWRITEBYTECODE",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in [
        name
        for name in os.environ
        if name.startswith(("TRUST_TUI_", "TEXTUAL"))
    ]:
        monkeypatch.delenv(name)
    _live_in(home, monkeypatch)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TRUST_TUI_DATA", str(home / "workbook"))
    cwd = home / "cwd"
    cwd.mkdir()
    monkeypatch.chdir(cwd)
    for module in (textual_app, textual_pilot):
        monkeypatch.setattr(module, "wait_for_idle", settled)
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_once)
    monkeypatch.setattr(Compositor, "render_update", _draw_for_nobody)
    monkeypatch.setattr(
        socket.socket, "connect", _loopback_only(socket.socket.connect)
    )
    yield home
    monkeypatch.undo()
    os.umask(umask)
    os.environ.clear()
    os.environ.update(before)


def _parse_once(
    sheet: Stylesheet, css: str, *place: Any, **options: Any
) -> Any:
    """Read the styles of each kind of widget once, and not for each program anew."""
    key = (css, place, tuple(options.items()), tuple(sheet._variables.values()))
    if key not in parsed:
        parsed[key] = PARSE(sheet, css, *place, **options)
    return parsed[key]


PARSE = Stylesheet._parse_rules
parsed: dict[Any, Any] = {}

DRAW = Compositor.render_update


def _draw_for_nobody(
    compositor: Compositor,
    full: bool = False,
    screen_stack: Any = (),
    simplify: bool = False,
) -> Any:
    """Send nothing to a terminal that is not there: lines are drawn when a test looks at them.

    Sending took a fourth of the time of all tests. Those at a real terminal are programs of their own, and send all.
    Where another screen shows through, as in the tour, Textual keeps by the way what to draw of it.
    """
    if screen_stack and screen_stack[-1].app.screen.styles.background.a < 1:
        drawn_lines.pop(compositor, None)
        return DRAW(compositor, full, screen_stack, simplify)
    compositor._dirty_regions.clear()
    drawn_lines.pop(compositor, None)
    return None


def _loopback_only(
    connect: Callable[[socket.socket, Any], None],
) -> Callable[[socket.socket, Any], None]:
    def guarded(self: socket.socket, address: Any) -> None:
        if (
            self.family in (socket.AF_INET, socket.AF_INET6)
            and address[0] not in LOOPBACK
        ):
            raise AssertionError(f"The program tried to reach {address}.")
        connect(self, address)

    return guarded


@pytest.fixture
def cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase opens a workbook at once, instead of after half a second of work."""
    monkeypatch.setattr(keyfile, "COST", 4)


@pytest.fixture
def clock() -> StandingClock:
    """A clock that shows `MOMENT` until the test moves it."""
    return StandingClock(MOMENT)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder; not there yet."""
    return tmp_path / "data"


@pytest.fixture
def workbook(data: Path, clock: StandingClock) -> Iterator[Workbook]:
    """A workbook in `data`, as another session of the same user has it open."""
    opened = open_workbook(data, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def welcomed(workbook: Workbook) -> Workbook:
    """A workbook of someone who has been here before and has one relationship in mind, called S."""
    about = workbook.of(Relationship).keep(Relationship(label="S"))
    workbook.set_settings(Settings(welcomed=MOMENT.date(), current=about.id))
    return workbook


@pytest.fixture(scope="session")
def packaged() -> Library:
    """The content that comes with the program, read once."""
    return Library([packaged_folder()])


@pytest.fixture
def make_app(
    data: Path,
    packaged: Library,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> MakeApp:
    """Makes the program on `data`. Drafts and pages follow at once, other sessions are looked for when asked only."""
    monkeypatch.setattr(draft_keeper, "DRAFT_SECONDS", 0.01)
    monkeypatch.setattr(list_page, "PAGE_SECONDS", 0.005)
    monkeypatch.setattr(startup, "REFRESH_SECONDS", 3600.0)

    def make(
        *,
        folder: Path | None = None,
        library: Library | None = None,
        **options: Any,
    ) -> TrustApp:
        return app_on(folder or data, library or packaged, clock, **options)

    return make


@pytest.fixture
def start(make_app: MakeApp, request: pytest.FixtureRequest) -> Open:
    """Starts the program without a terminal: `async with start() as session`."""
    way = way_of(request.node.nodeid)

    def open_session(
        size: tuple[int, int] = USUAL, *, opened: bool = True, **options: Any
    ) -> AbstractAsyncContextManager[Sitting]:
        return session_of(make_app(**options), size, opened=opened, way=way)

    return open_session
