"""Loads a library that all commands need without what it needs only where Python is older than ours."""

import sys
from importlib import import_module
from typing import Any, Final

NEEDLESS: Final = "typing_extensions"


def load_msgspec() -> None:
    """Load it. It asks `typing_extensions` for what `typing` has by now, and takes that where the other is not there.

    With all that `typing_extensions` brings along, loading it would take 9 ms, a twelfth of what most commands take.
    Whoever asks for it later gets it.
    """
    modules: dict[str, Any] = sys.modules
    if NEEDLESS in modules:
        return
    modules[NEEDLESS] = None
    try:
        import_module("msgspec")
    finally:
        del modules[NEEDLESS]
