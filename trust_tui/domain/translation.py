"""The words of the program in the reader's language, by gettext of the standard library; whole sentences only."""

import re
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import NullTranslations

    from trust_tui.domain.catalogue import Catalogue

CATALOGUE: Final = "LC_MESSAGES/trust-tui.mo"
"""Where the catalogue lies in the folder of a language."""


_BLANK: Final = re.compile(r"\{(\w+)\}")


class _InForce:
    """The catalogue that is used; none where the words are those that stand in the code."""

    words: "NullTranslations | Catalogue | None" = None


def use(words: "NullTranslations | Catalogue | None") -> None:
    """Take words from a catalogue from now on; from the code where there is none."""
    _InForce.words = words


def no_catalogue() -> None:
    """Say everything as it stands in the code."""
    use(None)


def look_for(folders: Iterable[Path]) -> None:
    """Use the first catalogue there is in the folders of languages, best first; English needs none."""
    for folder in folders:
        with suppress(OSError, ValueError, LookupError, struct.error):
            data = (folder / CATALOGUE).read_bytes()
            # Read in other languages alone: English is not to wait for it.
            from trust_tui.domain.catalogue import Catalogue  # noqa: PLC0415

            use(Catalogue(data))
            return


def tr(text: str, **values: object) -> str:
    """A sentence in the reader's language.

    Args:
        text: In English; what is filled in stands in braces, by name.
        values: What is filled in.
    """
    words = _InForce.words
    # Of an empty text a catalogue has its head.
    said = words.gettext(text) if words and text else text
    return _filled(said, values) if values else said


def trn(one: str, many: str, count: int, **values: object) -> str:
    """A sentence about a number of things, in as many forms as the language has; `{count}` stands for the number."""
    words = _InForce.words
    said = one if count == 1 else many
    if words:
        said = words.ngettext(one, many, count)
    return _filled(said, {"count": count, **values})


def trc(context: str, text: str, **values: object) -> str:
    """A word or two that mean different things in different places.

    Args:
        context: What it means here, for translators.
        text: As in `tr`.
        values: As in `tr`.
    """
    words = _InForce.words
    said = words.pgettext(context, text) if words else text
    return _filled(said, values) if values else said


def _filled(said: str, values: Mapping[str, object]) -> str:
    """A sentence with what is filled in; a name that a translation has too many of is shown as it is."""
    return _BLANK.sub(lambda blank: str(values.get(blank[1], blank[0])), said)


def later(text: str) -> str:
    """A sentence that is translated when it is said: marks it for those who gather the words."""
    return text


def latern(one: str, many: str) -> tuple[str, str]:
    """As `later`, for a sentence about a number of things that `trn` translates."""
    return one, many


def laterc(context: str, text: str) -> str:  # noqa: ARG001 - for those who gather the words
    """As `later`, for a word or two that `trc` translates with the same context."""
    return text
