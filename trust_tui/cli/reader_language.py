"""The reader's language: which one it is, and the words of the program in it before the first of them is said."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.domain import TrustError, look_for
from trust_tui.paths import config_file, data_folder

ENGLISH: Final = "en"
"""The language in which the words stand in the code, and which is there for everybody."""


def use_language(arguments: Sequence[str]) -> None:
    """Have everything said in the reader's language, as far as there is a catalogue; English looks for none.

    Args:
        arguments: Those of the command line, which may name folders of content. They need not be right.
    """
    languages = _configured() or language()
    if languages.replace("-", "_").split(":")[0].split("_")[0] == ENGLISH:
        return
    # What only other languages need is not loaded for English.
    from trust_tui.library import (  # noqa: PLC0415
        catalogue_folders,
        packaged_folder,
    )

    folders = [packaged_folder()]
    with suppress(TrustError):
        folders.insert(
            0, data_folder(_given(arguments, "--data") or None) / "content"
        )
    if named := _given(arguments, "--content"):
        folders.insert(0, Path(named))
    look_for(catalogue_folders(folders, languages))


def language() -> str:
    """The languages the user's locale asks for, such as `nl` or `pt_BR:es`; pages they lack come in English."""
    names = (os.environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), "")
    name = name.partition(".")[0].partition("@")[0]
    if name in ("", "C", "POSIX"):
        return ENGLISH
    # As gettext has it, a list of languages counts before the locale, unless that asks for none.
    several = os.environ.get("LANGUAGE", "")
    return f"{several}:{name}" if several else name


def _configured() -> str:
    """The language set for this login; empty where none is."""
    path = config_file()
    if path is None or not path.exists():
        return ""
    from trust_tui.config import ConfigFile  # noqa: PLC0415 - most starts need it not

    return ConfigFile(path).config.language or ""


def _given(arguments: Sequence[str], option: str) -> str:
    """What stands behind an option; empty where it is not given."""
    for at, one in enumerate(arguments):
        name, equals, value = one.partition("=")
        if name == option:
            return value if equals else "".join(arguments[at + 1 : at + 2])
    return ""
