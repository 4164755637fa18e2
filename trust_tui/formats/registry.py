"""Every format once: whatever lists, offers, reads or writes formats goes by this table.

It is light, so that the command line can have it at every start; the modules behind it are loaded when they are used.
Packages from outside may add formats by the entry-point group `trust_tui.formats` (`plugins.py`).
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from operator import attrgetter
from typing import Final

from trust_tui import formats
from trust_tui.domain import (
    CheckIn,
    Entry,
    Goal,
    JointCheckIn,
    Promise,
    SelfCheck,
    UsageError,
    later,
    tr,
)
from trust_tui.formats.format import Format

_ENTRIES: Final = frozenset({Entry.TABLE})
_DAYS_TO_COME: Final = frozenset(
    {Goal.TABLE, Promise.TABLE, JointCheckIn.TABLE, SelfCheck.TABLE}
)

BUILT_IN: Final[Sequence[Format]] = (
    Format(
        name="json",
        title="JSON",
        source=later("an export of ours"),
        purpose=later("everything, for this program to read again"),
        reader=lambda: formats.own_json,
        writer=lambda: formats.own_json,
        whole=True,
        ending=".json",
    ),
    Format(
        name="markdown",
        title="Markdown",
        source=later("a folder of Markdown"),
        purpose=later("a folder of notes to read and to keep"),
        reader=lambda: formats.markdown_reader,
        writer=lambda: formats.markdown_writer,
        prose=True,
        folder=True,
    ),
    Format(
        name="csv",
        title="CSV",
        source=later("our CSV"),
        purpose=later("a folder of tables for a spreadsheet"),
        reader=lambda: formats.own_csv,
        writer=lambda: formats.own_csv,
        ending=".csv",
        folder=True,
    ),
    Format(
        name="jrnl",
        title="jrnl",
        source=later("jrnl's text"),
        purpose=later("the entries, in the text form of jrnl"),
        reader=lambda: formats.jrnl,
        writer=lambda: formats.jrnl,
        tables=_ENTRIES,
        ending=".txt",
    ),
    Format(
        name="jrnl-json",
        title="jrnl",
        source=later("jrnl's JSON"),
        purpose=later("the entries, as JSON"),
        reader=lambda: formats.jrnl_json,
        writer=lambda: formats.jrnl_json,
        tables=_ENTRIES,
        ending=".json",
    ),
    Format(
        name="jrnl-xml",
        title="jrnl",
        source=later("jrnl's XML"),
        reader=lambda: formats.jrnl_xml,
        tables=_ENTRIES,
    ),
    Format(
        name="ical",
        title=later("A calendar"),
        purpose=later("the days to come, with neutral titles"),
        writer=lambda: formats.ics,
        tables=_DAYS_TO_COME,
        ending=".ics",
    ),
    Format(
        name="day-one",
        title="Day One",
        source=later("Day One's ZIP"),
        purpose=later("the entries, as a ZIP that Day One takes in"),
        reader=lambda: formats.day_one,
        writer=lambda: formats.day_one,
        tables=_ENTRIES,
        ending=".zip",
        binary=True,
    ),
    Format(
        name="day-one-text",
        title="Day One",
        source=later("Day One's plain text"),
        reader=lambda: formats.day_one_text,
        tables=_ENTRIES,
    ),
    Format(
        name="tui-journal",
        title="tui-journal",
        source=later("tui-journal's JSON"),
        reader=lambda: formats.tui_journal,
        tables=_ENTRIES,
    ),
    Format(
        name="daylio",
        title="Daylio",
        source=later("Daylio's CSV"),
        reader=lambda: formats.daylio,
        tables=_ENTRIES | {CheckIn.TABLE},
    ),
    Format(
        name="daylio-backup",
        title="Daylio",
        source=later("Daylio's backup"),
        reader=lambda: formats.daylio_backup,
        tables=_ENTRIES | {CheckIn.TABLE},
    ),
    Format(
        name="apple-journal",
        title="Apple Journal",
        source=later("Apple Journal's folder"),
        reader=lambda: formats.apple_journal,
        tables=_ENTRIES,
    ),
    Format(
        name="google-keep",
        title="Google Keep",
        source=later("Google Keep's Takeout"),
        reader=lambda: formats.google_keep,
        tables=_ENTRIES,
    ),
    Format(
        name="journey",
        title="Journey",
        source=later("Journey's ZIP"),
        reader=lambda: formats.journey,
        tables=_ENTRIES | {CheckIn.TABLE},
    ),
    Format(
        name="diarium",
        title="Diarium",
        source=later("Diarium's JSON"),
        reader=lambda: formats.diarium,
        tables=_ENTRIES,
    ),
    Format(
        name="mini-diary",
        title="Mini Diary",
        source=later("Mini Diary's JSON"),
        reader=lambda: formats.mini_diary,
        tables=_ENTRIES,
    ),
    Format(
        name="rednotebook",
        title="RedNotebook",
        source=later("a folder of RedNotebook"),
        reader=lambda: formats.rednotebook,
        tables=_ENTRIES,
    ),
    Format(
        name="org-journal",
        title="org-journal",
        source=later("a folder of org-journal"),
        reader=lambda: formats.org_journal,
        tables=_ENTRIES,
    ),
)
"""The formats of the program itself, in the order in which they are offered."""

OUR_NAMES: Final = tuple(one.name for one in BUILT_IN)


class Names(Collection[str]):
    """The names of formats for the command line. One that no format of ours has is looked for among those of packages.

    Args:
        among: Chooses from some formats, `readable` or `writable`.
    """

    def __init__(
        self, among: Callable[[Sequence[Format]], Sequence[Format]]
    ) -> None:
        self._among = among
        self._own = [one.name for one in among(BUILT_IN)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in [
            one.name for one in self._among(every())
        ]


def every() -> Sequence[Format]:
    """Those of the program and those of packages, which this imports: only for an import or export."""
    return (*BUILT_IN, *formats.plugins.found(OUR_NAMES).formats)


def problems() -> Sequence[str]:
    """A sentence for each format of a package that cannot be used."""
    return formats.plugins.found(OUR_NAMES).problems


def readable(among: Sequence[Format]) -> Sequence[Format]:
    """Those that can be read."""
    return list(filter(attrgetter("reader"), among))


def writable(among: Sequence[Format]) -> Sequence[Format]:
    """Those that can be written."""
    return list(filter(attrgetter("writer"), among))


def named(name: str) -> Format:
    """The format of that name.

    Raises:
        UsageError: There is none.
    """
    for one in every():
        if one.name == name:
            return one
    raise UsageError(
        tr("There is no such format: look at the list of formats.")
    )


def sources() -> str:
    """What can be read, in one line."""
    return ", ".join(tr(one.source) for one in readable(every()))
