"""What the terminal leans on in Textual is still so; `terminal/textual_private.py` says what to do when it is not."""

import asyncio
import signal
import termios
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.drivers.linux_driver import LinuxDriver

from trust_tui.terminal.textual_private import (
    OpenDriver,
    OpenParser,
    has_calls_ready,
    is_laid_out,
    priority_action,
)


class Driver(OpenDriver):
    """A driver that notes what its signal handlers were called for."""

    notes: list[str]

    def terminal_size(self) -> tuple[int, int]:
        return 33, 12

    def stop_process(self) -> None:
        self.notes.append("stop")

    def continue_process(self) -> None:
        self.notes.append("go on")


class Broken(App[None]):
    """An app that notes the error it has to end with."""

    error: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        self.error = error


def driven(
    then: Callable[[Driver, Broken], None], *, mouse: bool = True
) -> None:
    """Do something with a driver while an event loop runs; the handlers of the signals are as before afterwards."""
    before = {number: signal.getsignal(number) for number in STOPS}

    async def run() -> None:
        app = Broken()
        driver = Driver(app, mouse=mouse)
        driver.notes = []
        assert driver.app is app
        assert driver.loop is asyncio.get_running_loop()
        then(driver, app)
        await asyncio.sleep(0)

    try:
        asyncio.run(run())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


STOPS = (signal.SIGTSTP, signal.SIGCONT)


def keys(messages: Any) -> list[str]:
    """The names of keys among messages."""
    return [
        message.key for message in messages if isinstance(message, events.Key)
    ]


def test_a_sequence_that_has_begun_is_known_and_can_be_let_go_of() -> None:
    parser = OpenParser()
    assert keys(parser.feed("\x1b[1;")) == []
    assert parser.is_waiting
    parser.let_go()
    assert not parser.is_waiting
    assert keys(parser.feed("a")) == ["a"]


def test_a_sequence_that_has_begun_can_be_taken_for_keys() -> None:
    parser = OpenParser()
    assert keys(parser.feed("\x1b")) == []
    assert parser.is_waiting
    assert keys(parser.settle()) == ["escape"]


@pytest.mark.parametrize("number", ["1114112", "99999999999"])
def test_a_number_that_is_no_character_is_a_key_to_ignore(number: str) -> None:
    assert keys(OpenParser().feed(f"\x1b[{number}u")) in ([], ["ignore"])


def test_keys_of_a_sequence_can_be_named_otherwise() -> None:
    class Parser(OpenParser):
        def named(self, sequence: str, keys: Any) -> Any:
            return (
                [events.Key("another", None)] if sequence == "\x1b[A" else keys
            )

    assert keys(Parser().feed("\x1b[A")) == ["another"]
    assert keys(Parser().feed("\x1b[B")) == ["down"]


@pytest.mark.parametrize("mouse", [True, False])
def test_the_driver_knows_whether_the_mouse_is_wanted(mouse: bool) -> None:
    def look(driver: Driver, _app: Broken) -> None:
        assert driver.wants_mouse is mouse

    driven(look, mouse=mouse)


def test_stops_are_handled_by_the_driver_and_are_its_own_business() -> None:
    told: list[list[str]] = []

    def stop(driver: Driver, _app: Broken) -> None:
        signal.raise_signal(signal.SIGTSTP)
        signal.raise_signal(signal.SIGCONT)
        assert driver.notes == []  # not in the handler itself
        told.append(driver.notes)

    driven(stop)
    assert told == [["stop", "go on"]]


def test_it_is_known_whether_a_stop_gives_the_terminal_back() -> None:
    def look(driver: Driver, _app: Broken) -> None:
        assert driver.takes_terminal_back
        with driver.no_automatic_restart():
            assert not driver.takes_terminal_back

    driven(look)


def test_textual_asks_for_the_size_that_the_driver_knows() -> None:
    def look(driver: Driver, _app: Broken) -> None:
        assert LinuxDriver._get_terminal_size is not Driver._get_terminal_size
        assert driver._get_terminal_size() == (33, 12)

    driven(look)


def test_keys_come_at_once_and_unchanged() -> None:
    def look(driver: Driver, _app: Broken) -> None:
        local, input = driver.raw_flags(
            termios.ECHO | termios.ICANON | termios.ISIG,
            termios.IXON | termios.ICRNL,
        )
        assert not local & (termios.ECHO | termios.ICANON | termios.ISIG)
        assert not input & (termios.IXON | termios.ICRNL)

    driven(look)


def test_an_error_ends_the_app() -> None:
    def fail(driver: Driver, app: Broken) -> None:
        driver.report_error(OSError())
        assert isinstance(app.error, OSError)

    driven(fail)


async def test_a_loop_with_something_to_do_is_known() -> None:
    loop = asyncio.get_running_loop()
    assert not has_calls_ready(loop)
    loop.call_soon(lambda: None)
    assert has_calls_ready(loop)
    await asyncio.sleep(0)
    assert not has_calls_ready(loop)


class Ringing(App[None]):
    """An app with a key that comes before everything else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "hide", "Hide", priority=True),
        Binding("f9", "bell", "Ring"),
    ]


async def test_a_screen_is_laid_out_when_nothing_is_left_to_do() -> None:
    app = Ringing()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert is_laid_out(app)
        with app.batch_update():
            assert not is_laid_out(app)
        await pilot.pause()
        assert is_laid_out(app)
        app.screen.refresh(layout=True)
        assert not is_laid_out(app)


@pytest.mark.parametrize(
    ("key", "action"), [("f8", "hide"), ("f9", ""), ("a", "")]
)
async def test_the_action_of_a_key_with_priority_is_known(
    key: str, action: str
) -> None:
    app = Ringing()
    async with app.run_test():
        assert priority_action(app, key) == action
