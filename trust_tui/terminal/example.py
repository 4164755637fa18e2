"""Runs any Textual app on the driver: `python -m trust_tui.terminal.example module:app`, an app or a class of one."""

import sys
from collections.abc import Sequence
from pkgutil import resolve_name
from typing import Any

from textual.app import App

from trust_tui.terminal.driver import TrustDriver
from trust_tui.terminal.environment import refusal
from trust_tui.terminal.guard import Guard


def guarded(app: App[Any], **options: Any) -> TrustDriver:
    """Make the driver, and a guard that ends the app when its line does."""
    driver = TrustDriver(app, **options)
    guard = Guard(lambda: leave(), last_words=driver.restore_now)

    def leave() -> None:
        app.exit(return_code=128 + (guard.signum or 1))

    guard.install()
    return driver


def run(app: App[Any], *, mouse: bool = False) -> int:
    """Run an app on the driver; its exit status."""
    app.driver_class = guarded  # type: ignore[assignment]  # what is called for a driver
    app.run(mouse=mouse)
    return app.return_code or 0


def main(arguments: Sequence[str]) -> int:
    """Run the app that is named, as `module:app`."""
    if len(arguments) != 1:
        print(
            "usage: python -m trust_tui.terminal.example module:app",
            file=sys.stderr,
        )
        return 2
    if (sentence := refusal("This app")) is not None:
        print(sentence, file=sys.stderr)
        return 1
    named = resolve_name(arguments[0])
    return run(named() if isinstance(named, type) else named)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
