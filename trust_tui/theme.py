"""The program's colours: dark, light, high contrast, and the terminal's own two. A test checks contrast (4.5:1)."""

import os
from typing import Any, Final

from textual.app import App
from textual.theme import Theme

DARK: Final = Theme(
    name="trust-dark",
    primary="#8fbcd4",
    secondary="#a9c4a0",
    accent="#e0bf8a",
    warning="#e0bf8a",
    error="#e8a0a0",
    success="#a9c4a0",
    foreground="#dde3e8",
    background="#15191d",
    surface="#1b2025",
    panel="#252b31",
    variables={
        "quiet": "#98a3ad",
        "rule": "#3a444d",
        "cursor": "#303840",
        "cursor-setting": "bold",
        "cursor-blurred": "#22272c",
        "input-cursor-background": "#dde3e8",
        "input-cursor-foreground": "#15191d",
        "input-selection-background": "#2b4a5e",
    },
)

LIGHT: Final = Theme(
    name="trust-light",
    dark=False,
    primary="#1a506b",
    secondary="#2f5a2a",
    accent="#6b4a0b",
    warning="#6b4a0b",
    error="#8f2a2a",
    success="#2f5a2a",
    foreground="#23282c",
    background="#f8f6f1",
    surface="#f1eee6",
    panel="#e7e2d6",
    variables={
        "quiet": "#515b63",
        "rule": "#c4bfb2",
        "cursor": "#d5e3ea",
        "cursor-setting": "bold",
        "cursor-blurred": "#e9e6dd",
        "input-cursor-background": "#23282c",
        "input-cursor-foreground": "#f8f6f1",
        "input-selection-background": "#bcd4e0",
    },
)

CONTRAST: Final = Theme(
    name="trust-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff5f",
    warning="#ffff5f",
    error="#ffafaf",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables={
        "quiet": "#d0d0d0",
        "rule": "#ffffff",
        "cursor": "#00005f",
        "cursor-setting": "bold",
        "cursor-blurred": "#262626",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#00005f",
    },
)

BLACK, WHITE = "#000000", "#ffffff"

OWN: Final = Theme(
    name="trust-own",
    primary=WHITE,
    secondary=WHITE,
    accent=WHITE,
    warning=WHITE,
    error=WHITE,
    success=WHITE,
    foreground=WHITE,
    background=BLACK,
    surface=BLACK,
    panel=BLACK,
    variables={
        "quiet": WHITE,
        "rule": WHITE,
        "cursor": WHITE,
        "cursor-setting": "bold",
        "cursor-blurred": BLACK,
        "input-cursor-background": WHITE,
        "input-cursor-foreground": BLACK,
        "input-selection-background": WHITE,
    },
)
"""Stands for the two colours that the terminal has by itself: the driver sends none, and reverses what is not on black.
"""

THEMES: Final = (DARK, LIGHT, CONTRAST, OWN)


def _of_sixteen(theme: Theme, text: str, ground: str, strong: str) -> Theme:
    """A theme in sixteen colours, each exactly one of them: no terminal's palette makes it hard to read.

    Palettes agree on the greys alone, and on bright cyan on black. The row under the cursor has no ground of its own
    and is reversed.

    Args:
        theme: The one in more colours.
        text: The colour of all text but what shall stand out.
        ground: What is behind it.
        strong: The colour of what shall stand out, headings and links among it.
    """
    return Theme(
        name=theme.name,
        dark=theme.dark,
        primary=strong,
        secondary=strong,
        accent=strong,
        warning=strong,
        error=strong,
        success=strong,
        foreground=text,
        background=ground,
        surface=ground,
        panel=ground,
        variables={
            "quiet": text,
            "rule": text,
            "cursor": ground,
            "cursor-setting": "bold reverse",
            "cursor-blurred": ground,
            "input-cursor-background": text,
            "input-cursor-foreground": ground,
            "input-selection-background": text,
            "input-selection-foreground": ground,
        },
    )


SIXTEEN: Final = (
    _of_sixteen(DARK, text="#aaaaaa", ground=BLACK, strong="#55ffff"),
    _of_sixteen(LIGHT, text=BLACK, ground=WHITE, strong=BLACK),
    _of_sixteen(CONTRAST, text=WHITE, ground=BLACK, strong=WHITE),
    OWN,
)
"""The same for terminals of sixteen colours, whose palettes differ: Linux console, xterm, Tango, Solarized ..."""


def full_name(name: str) -> str:
    """Textual's name of a theme, from the one it has in the configuration: `light`."""
    return f"trust-{name}"


def first_theme(configured: str) -> str:
    """The name of the theme to begin with: who wants no colours (NO_COLOR) gets those of the terminal."""
    return OWN.name if os.environ.get("NO_COLOR") else full_name(configured)


def use_own_themes(app: App[Any], name: str) -> None:
    """Have an app know our themes alone, and begin with one: Textual looks among all for every line that is drawn.

    Args:
        app: Before it runs.
        name: The theme to begin with; the dark one where there is none of that name.
    """
    for other in app.available_themes:
        app.unregister_theme(other)
    has_few = app.console.color_system == "standard"
    for theme in SIXTEEN if has_few else THEMES:
        app.register_theme(theme)
    app.set_reactive(
        App.theme, name if name in app.available_themes else DARK.name
    )
    app.stylesheet.set_variables(app.get_css_variables())
