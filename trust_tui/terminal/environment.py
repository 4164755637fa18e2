"""What the process asks of its surroundings before Textual is imported.

Textual reads its settings from the environment when it is imported, so `harden` has to run first.
"""

import importlib
import io
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

PR_SET_DUMPABLE: Final = 4
"""The number of the Linux `prctl` that decides whether others may read this process' memory."""

LOCK_ALL: Final = 1 | 2 | 4
"""Of the Linux `mlockall`: what is in memory now, what comes later, and each page once it is used."""

SETTINGS: Final = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_FPS": "250",
}
"""Textual's settings that we choose: nothing moves by itself; mouse positions in pixels, a mode that Textual switches
on and never off, are not asked for; and a second picture, such as the page that follows the list, comes 4 ms after the
first and not 16. A slow terminal is not sent more for that: what piles up becomes one picture."""

COLOURFUL: Final = frozenset(
    {
        "alacritty",
        "contour",
        "foot",
        "ghostty",
        "rio",
        "st",
        "stterm",
        "wezterm",
    }
)
"""Parts of TERM of terminals that have 256 colours and more without saying so in that name. COLORTERM, which says it,
does not come over ssh."""

KEPT: Final = frozenset({"TEXTUAL_DISABLE_KITTY_KEY"})
"""Textual's settings that stay the user's: they can only make the terminal simpler."""

SIZE_VARIABLES: Final = ("LINES", "COLUMNS")
"""Exported sizes, which Python prefers to the terminal's own: a resize would never be noticed."""

ASCII_LOCALES: Final = ("C", "POSIX")
"""Names of the locale that has no letters beyond ASCII."""

COERCED_LOCALES: Final = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
"""What Python sets LC_CTYPE to where the locale is `C`."""

ASCII_TERMINALS: Final = frozenset(
    {"vt52", "vt100", "vt102", "vt220", "vt320", "ansi", "cons25", "sun"}
)
"""Values of TERM that name terminals from before Unicode."""


def harden() -> None:
    """Close what would let others read the user's words or steer the program from outside.

    New files are the user's alone, memory goes neither into a core file nor to a debugger of the same account,
    and no variable makes Textual load code, log keys, or write files. Call once, before Textual is imported.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _take_locale_back()
    _hide_memory()
    for name in tuple(os.environ):
        if name.partition("_")[0] == "TEXTUAL" and name not in KEPT:
            del os.environ[name]
    for name in SIZE_VARIABLES:
        os.environ.pop(name, None)
    if not os.environ.get("NO_COLOR", "-"):
        # An empty one asks for nothing (https://no-color.org); Textual takes it for a wish.
        del os.environ["NO_COLOR"]
    os.environ.update(SETTINGS)
    if not os.environ.get("COLORTERM") and not COLOURFUL.isdisjoint(
        os.environ.get("TERM", "").split("-")
    ):
        os.environ["TEXTUAL_COLOR_SYSTEM"] = "256"


def _take_locale_back() -> None:
    """Forget the LC_CTYPE that Python sets by itself in the C locale (PEP 538): the user did not say UTF-8.

    What the process was started with can be read only as long as its memory is not hidden.
    """
    if sys.platform != "linux" or os.environ.get("LANG") not in ASCII_LOCALES:
        return
    try:
        given = Path("/proc/self/environ").read_bytes()
    except OSError:
        return
    if b"\0LC_CTYPE=" not in b"\0" + given and os.environ.get("LC_CTYPE"):
        del os.environ["LC_CTYPE"]


def _hide_memory() -> None:
    """Forbid other processes of the same user to trace this one, where the system can do that.

    Loading `ctypes` takes about three milliseconds, which is why a program that does not harden must not pay it.
    """
    if sys.platform == "linux":
        ctypes = importlib.import_module("ctypes")
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        # With a limit, memory that is wanted later would be refused.
        if (
            resource.getrlimit(resource.RLIMIT_MEMLOCK)[0]
            == resource.RLIM_INFINITY
        ):
            libc.mlockall(LOCK_ALL)


def refusal(program: str, instead: str = "") -> str | None:
    """Say why no screen can be shown here, or nothing if one can.

    An unset TERM is no reason: Textual then uses the sixteen colours that every terminal has.

    Args:
        program: What the sentence calls the program.
        instead: What can be done on a terminal that cannot be drawn on, as half a sentence; empty for nothing.

    Returns:
        One sentence for standard error, or `None`.
    """
    if not all(os.isatty(descriptor) for descriptor in (0, 1, 2)):
        return f"{program} needs a terminal: connect with `ssh -t`."
    if os.environ.get("TERM", "").strip().lower() == "dumb":
        sentence = f"{program} cannot draw on a terminal of the kind TERM=dumb"
        return f"{sentence}; {instead}." if instead else f"{sentence}."
    return None


def repair_streams(streams: Iterable[TextIO | None] | None = None) -> None:
    """Make the standard output and error streams able to print every character.

    A stream in another encoding than UTF-8 either raises or prints escapes in the middle of a screen.

    Args:
        streams: The streams to repair; by default the two that the process began with.
    """
    for stream in (
        (sys.__stdout__, sys.__stderr__) if streams is None else streams
    ):
        if (
            isinstance(stream, io.TextIOWrapper)
            and stream.encoding.lower().replace("-", "") != "utf8"
        ):
            stream.reconfigure(encoding="utf-8", errors="replace")


def wants_ascii() -> bool:
    """Whether the user's locale or terminal says that it shows ASCII only.

    The first of LC_ALL, LC_CTYPE and LANG that is set decides, as in POSIX. `C` and `POSIX`, and a character set that
    is not UTF-8, mean ASCII. A name without a character set (`de_DE`) and no name at all mean UTF-8: this is
    what terminals speak today, and ssh does not pass the locale on unless told to.

    Where the locale is `C`, Python itself sets LC_CTYPE to a UTF-8 locale as it starts (PEP 538): that one is not
    believed against a LANG that says ASCII.
    """
    if os.environ.get("TERM", "").strip().lower() in ASCII_TERMINALS:
        return True
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_CTYPE", "LANG")]
    if names[1] in COERCED_LOCALES and names[2] in ASCII_LOCALES:
        del names[1]
    name = next(filter(None, names), "")
    if name in ASCII_LOCALES:
        return True
    _, _, charset = name.partition("@")[0].partition(".")
    return charset.lower().replace("-", "") not in ("", "utf8")


def is_ascii_by_lang_alone() -> bool:
    """Whether ASCII is asked for by `LANG=C` and nothing else: some servers set that for every user."""
    asked_for = [os.environ.get(key, "") for key in ("LC_ALL", "LC_CTYPE")]
    return (
        os.environ.get("LANG") in ASCII_LOCALES
        and all(name == "" or name in COERCED_LOCALES for name in asked_for)
        and os.environ.get("TERM", "").strip().lower() not in ASCII_TERMINALS
    )


def remembers_scrolled_lines() -> bool:
    """Whether what scrolls away may stay readable: GNU screen keeps even what scrolls in a part of the screen.

    Where ssh has lost the variable that tells, TERM says so as well; older tmux uses the same name but tells.
    """
    if os.environ.get("STY"):
        return True
    return os.environ.get("TERM", "").startswith(
        "screen"
    ) and not os.environ.get("TMUX")
