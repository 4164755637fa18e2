"""Shows a program in a real VTE, and says what a screen reader gets of it over AT-SPI; run by the system's own Python.

Each line of standard input is a JSON text to type, or null to be told of what is read: one line of JSON then.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

_gi: Any = import_module("gi")
for name, version in (("Gtk", "3.0"), ("Vte", "2.91"), ("Atspi", "2.0")):
    _gi.require_version(name, version)
GLib: Any = import_module("gi.repository.GLib")

SHOW: Final = "show"
"""What comes before the command in the process that has the window; the reader must be another one."""


def show(*command: str) -> None:
    """Open a window with a terminal for a command; what comes on standard input is typed there."""
    gtk: Any = import_module("gi.repository.Gtk")
    vte: Any = import_module("gi.repository.Vte")
    terminal = vte.Terminal()
    terminal.set_size(80, 24)
    window = gtk.Window()
    window.add(terminal)
    terminal.connect("child-exited", gtk.main_quit)
    terminal.spawn_async(
        vte.PtyFlags.DEFAULT,
        *(None, command, None, GLib.SpawnFlags.DEFAULT, None, None),
        *(-1, None, None),
    )
    window.show_all()
    terminal.grab_focus()
    each_read(terminal.feed_child, gtk.main_quit)
    gtk.main()


def each_read(take: Callable[[bytes], object], end: Callable[[], None]) -> None:
    """Have what comes on standard input taken, until it ends."""

    def read(*_: object) -> bool:
        data = os.read(0, 1 << 16)
        (take if data else lambda _: end())(data)
        return bool(data)

    GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, read)


class Reader:
    """What a screen reader knows: the terminal among the windows, and that its caret has moved."""

    def __init__(self, typed: Any) -> None:
        self._atspi: Any = import_module("gi.repository.Atspi")
        self._typed = typed
        self._held = b""
        self._moves = 0
        self._terminal: Any = None
        self._listener = self._atspi.EventListener.new(self._moved)
        self._listener.register("object:text-caret-moved")

    def _moved(self, _event: object) -> None:
        self._moves += 1

    def _find(self, within: Any) -> Any:
        for number in range(within.get_child_count()):
            child = within.get_child_at_index(number)
            if child is None:
                continue
            if child.get_role() == self._atspi.Role.TERMINAL:
                return child
            if found := self._find(child):
                return found
        return None

    def take(self, data: bytes) -> None:
        """Do what is asked, line by line."""
        *lines, self._held = (self._held + data).split(b"\n")
        for line in lines:
            asked = json.loads(line)
            if asked is None:
                print(json.dumps(self.told()), flush=True)
            else:
                self._typed.write(asked.encode())
                self._typed.flush()

    def told(self) -> dict[str, object]:
        """The text, where in it the caret is, and how often that moved."""
        self._terminal = self._terminal or self._find(
            self._atspi.get_desktop(0)
        )
        if self._terminal is None:
            return {"text": "", "caret": 0, "moves": 0}
        text = self._atspi.Text.get_text(self._terminal, 0, -1)
        caret = self._terminal.get_caret_offset()
        return {"text": text, "caret": caret, "moves": self._moves}


def main() -> None:
    """Open the window in a process of its own, and read."""
    if sys.argv[1] == SHOW:
        show(*sys.argv[2:])
        return
    with subprocess.Popen(
        [sys.executable, __file__, SHOW, *sys.argv[1:]], stdin=subprocess.PIPE
    ) as window:
        loop = GLib.MainLoop()
        each_read(Reader(window.stdin).take, loop.quit)
        loop.run()
        window.kill()


if __name__ == "__main__":
    main()
