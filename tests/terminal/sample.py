"""Small programs to drive in a real pseudo-terminal: `python -m tests.terminal.sample KIND DRIVER`.

They run on our driver (`trust`) or Textual's own (`stock`) and end with Ctrl+Q. What they save goes into the file that
the environment variable SAMPLE_FILE names.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from trust_tui.terminal import environment

environment.harden()

from textual import events, work  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.binding import Binding, BindingType  # noqa: E402
from textual.containers import VerticalScroll  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.widgets import Footer, Header, Input, Static, TextArea  # noqa: E402

from trust_tui.terminal.driver import TrustDriver  # noqa: E402
from trust_tui.terminal.guard import Guard  # noqa: E402
from trust_tui.terminal.key_queue import TakesTurns  # noqa: E402

WORDS = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor"


class SampleApp(TakesTurns[None]):
    """A header, something in the middle, a footer; guarded as the real program is."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+x", "crash", "Crash")]

    saved = 0

    def compose(self) -> ComposeResult:
        yield Header()
        yield from self.compose_body()
        yield Footer()

    def compose_body(self) -> ComposeResult:
        yield Static("hello")

    def on_mount(self) -> None:
        if os.environ.get("SAMPLE_UNGUARDED") is None:
            driver = self._driver
            last_words = (
                driver.restore_now if isinstance(driver, TrustDriver) else None
            )
            self.guard = Guard(self.leave, last_words=last_words)
            self.guard.install()
        self.app_resume_signal.subscribe(self, lambda _: self.note("resumed"))

    def on_ready(self) -> None:
        self.note("ready")

    def leave(self) -> None:
        """What the real program does on a hang-up: save, then exit."""
        self.note("saved")
        if os.environ.get("SAMPLE_STUBBORN") is None:
            self.exit(return_code=128 + (self.guard.signum or 1))

    def note(self, word: str) -> None:
        """Leave a trace outside the terminal."""
        if path := os.environ.get("SAMPLE_FILE"):
            with Path(path).open(
                "a", encoding="utf-8", errors="backslashreplace"
            ) as file:
                file.write(word + "\n")

    def action_crash(self) -> None:
        raise RuntimeError("crashed as asked")


class EditorApp(SampleApp):
    """A text field that fills the screen, and notes every move of its cursor."""

    def compose_body(self) -> ComposeResult:
        area = TextArea(
            "\n".join(f"line {number} {WORDS}"[:70] for number in range(40))
        )
        area.cursor_blink = False
        yield area

    def on_ready(self) -> None:
        super().on_ready()
        self.watch(
            self.query_one(TextArea),
            "selection",
            lambda where: self.note(f"did {where.end}"),
            init=False,
        )


class FormApp(SampleApp):
    """Two fields. Ctrl+G hides all at once, Ctrl+O tells something at once, Ctrl+S takes a while.

    Ctrl+T notes what stands in them and where the cursor is, and empties them.
    """

    URGENT = frozenset({"hide", "tell"})
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+t", "note_all", "Note"),
        ("ctrl+s", "keep", "Keep"),
        Binding("ctrl+g", "hide", "Hide", priority=True),
        Binding("ctrl+o", "tell", "Tell", priority=True),
    ]

    def compose_body(self) -> ComposeResult:
        yield Input(id="line", select_on_focus=False)
        yield TextArea(id="lines")

    def on_ready(self) -> None:
        self.query_one(TextArea).focus()

    def action_note_all(self) -> None:
        line, lines = self.query_one(Input), self.query_one(TextArea)
        self.note(f"did {[line.value, lines.text, lines.cursor_location]!r}")
        line.value = lines.text = ""
        lines.focus()

    @work
    async def action_keep(self) -> None:
        text = self.query_one(TextArea).text
        await asyncio.sleep(float(os.environ.get("SAMPLE_SLOW", "0.05")))
        self.note(f"kept {text!r}")
        await self.push_screen(Kept())

    def action_hide(self) -> None:
        self.note("hidden")
        self.push_screen(Hidden())

    def action_tell(self) -> None:
        self.note("told")
        time.sleep(0.3)  # as on a busy machine
        self.push_screen(Told())


class Hidden(Screen[None]):
    """Shows nothing until a key is pressed."""

    comes_between = True

    def on_key(self, event: events.Key) -> None:
        if isinstance(self.app, SampleApp):
            self.app.note(f"back by {event.key}")
        self.dismiss()


class Told(Screen[None]):
    """Goes with a `q`."""

    comes_between = True

    def on_key(self, event: events.Key) -> None:
        if isinstance(self.app, SampleApp):
            self.app.note(f"read {event.key}")
        if event.key == "q":
            self.dismiss()


class Kept(Screen[None]):
    """Notes what is typed there."""

    def on_key(self, event: events.Key) -> None:
        if isinstance(self.app, SampleApp):
            self.app.note(f"then {event.key}")


class KeysApp(SampleApp):
    """Notes every key and paste."""

    def on_key(self, event: events.Key) -> None:
        self.note(f"key {event.key}")

    def on_paste(self, event: events.Paste) -> None:
        self.note(f"paste {event.text!r}")

    def on_resize(self, event: events.Resize) -> None:
        self.note(f"size {event.size.width}x{event.size.height}")


class PageApp(SampleApp):
    """A page to scroll, which notes where it is."""

    def compose_body(self) -> ComposeResult:
        with VerticalScroll():
            for number in range(60):
                yield Static(
                    f"Paragraph {number}: " + f"{WORDS} " * (1 + number % 3)
                )

    def on_ready(self) -> None:
        super().on_ready()
        self.animation_level = "none"  # where a page that is on its way stops at a key is a matter of chance
        self.watch(
            self.query_one(VerticalScroll),
            "scroll_y",
            lambda y: self.note(f"did {y:g}"),
            init=False,
        )


class OtherScreen(Screen[None]):
    """The other of two screens."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static(
            "\n".join(
                f"{number * 7} {WORDS[::-1]}"[:60] for number in range(18)
            )
        )
        yield Footer()


class ScreensApp(SampleApp):
    """Two screens to switch between with `s`."""

    BINDINGS: ClassVar[list[BindingType]] = [("s", "switch", "Switch")]

    def compose_body(self) -> ComposeResult:
        yield Static(
            "\n".join(f"{number} {WORDS}"[:70] for number in range(18))
        )

    def action_switch(self) -> None:
        self.note("did switch")
        if isinstance(self.screen, OtherScreen):
            self.pop_screen()
        else:
            self.push_screen(OtherScreen())


class BusyApp(SampleApp):
    """Repaints everything many times a second, and saves that it did so a hundred times."""

    def compose_body(self) -> ComposeResult:
        yield Static("busy")

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(1 / 50, self.repaint_all)

    def repaint_all(self) -> None:
        self.saved += 1
        if self.saved == 100:
            self.note("hundred")
        self.query_one(Static).update(
            "\n".join(
                f"{self.saved * 7919 + row * 104729}" * 12 for row in range(40)
            )
        )


KINDS: dict[str, Callable[[type[TrustDriver] | None], SampleApp]] = {
    "hello": lambda driver: SampleApp(driver_class=driver),
    "editor": lambda driver: EditorApp(driver_class=driver),
    "form": lambda driver: FormApp(driver_class=driver),
    "keys": lambda driver: KeysApp(driver_class=driver),
    "page": lambda driver: PageApp(driver_class=driver),
    "screens": lambda driver: ScreensApp(driver_class=driver),
    "busy": lambda driver: BusyApp(driver_class=driver),
}
"""The programs by name, to be made with a driver; without one Textual takes its own."""


def main() -> int:
    """Run one program; returns its exit status."""
    kind, driver = sys.argv[1:]
    app = KINDS[kind](TrustDriver if driver == "trust" else None)
    app.run(mouse=os.environ.get("SAMPLE_MOUSE") is not None)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
