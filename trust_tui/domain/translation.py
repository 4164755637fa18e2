"""The words of the program in the reader's language, by gettext of the standard library; whole sentences only."""

import gettext
import re
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

CATALOGUE: Final = "LC_MESSAGES/trust-tui.mo"
"""Where the catalogue lies in the folder of a language."""


_BLANK: Final = re.compile(r"\{(\w+)\}")


class _InForce:
    """The catalogue that is used; the words as they stand in the code where there is none."""

    words: gettext.NullTranslations = gettext.NullTranslations()


def use(words: gettext.NullTranslations) -> None:
    """Take words from a catalogue from now on."""
    _InForce.words = words


def look_for(folders: Iterable[Path]) -> None:
    """Use the first catalogue there is in the folders of languages, best first; English needs none."""
    for folder in folders:
        with suppress(OSError, ValueError, struct.error):
            with (folder / CATALOGUE).open("rb") as file:
                use(gettext.GNUTranslations(file))
            return


def tr(text: str, **values: object) -> str:
    """A sentence in the reader's language.

    Args:
        text: In English; what is filled in stands in braces, by name.
        values: What is filled in.
    """
    return _filled(_InForce.words.gettext(text), values)


def trn(one: str, many: str, count: int, **values: object) -> str:
    """A sentence about a number of things, in as many forms as the language has; `{count}` stands for the number."""
    said = _InForce.words.ngettext(one, many, count)
    return _filled(said, {"count": count, **values})


def trc(context: str, text: str, **values: object) -> str:
    """A word or two that mean different things in different places.

    Args:
        context: What it means here, for translators.
        text: As in `tr`.
        values: As in `tr`.
    """
    return _filled(_InForce.words.pgettext(context, text), values)


def _filled(said: str, values: Mapping[str, object]) -> str:
    """A sentence with what is filled in; a name that a translation has too many of is shown as it is."""
    return _BLANK.sub(lambda blank: str(values.get(blank[1], blank[0])), said)


def later(text: str) -> str:
    """A sentence that is translated when it is said: marks it for those who gather the words."""
    return text
