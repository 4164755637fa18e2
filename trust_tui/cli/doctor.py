"""`trust-tui doctor`: what is right and what is wrong here, each line good or with what to do."""

import argparse
import json
import locale
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from trust_tui import __version__
from trust_tui.cli.context import configuration, open_library, opened
from trust_tui.domain import Backup, TrustError, one_row, tr, trn
from trust_tui.library import Library
from trust_tui.paths import config_file, data_folder
from trust_tui.store import is_sealed, write_filters
from trust_tui.terminal.environment import (
    refusal,
    remembers_scrolled_lines,
    wants_ascii,
)

SPACE = 64 << 20
"""Free bytes below which a warning is due."""


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing looked at; status 1 when something needs doing. Or do the one thing asked for."""
    if options.filters:
        for path in write_filters(data_folder(options.data)):
            print(path)
        return 0
    if options.give_up_missing:
        with opened(options) as workbook:
            print(_given_up(workbook.copies.give_up_missing()))
        return 0
    found = []
    for good, text in _look(options):
        # Names of files and variables come from others: on one line, and a mark for what would steer the terminal.
        said = one_row(text)
        found.append({"good": good, "text": said})
        if not options.json:
            print(f"{tr('good') if good else tr('look')}  {said}")
    if options.json:
        print(json.dumps(found, indent=1))
    return 0 if all(one["good"] for one in found) else 1


def _given_up(count: int) -> str:
    if not count:
        return tr("Nothing is missing. Nothing was changed.")
    return trn(
        "The workbook goes on without one change that has not arrived.",
        "The workbook goes on without {count} changes that have not arrived.",
        count,
    )


def _look(options: argparse.Namespace) -> Iterator[tuple[bool, str]]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield (
        True,
        tr(
            "Trust TUI {version} on Python {python}",
            version=__version__,
            python=version,
        ),
    )
    yield from _terminal()
    folder = data_folder(options.data)
    yield from _folder(folder)
    if folder.is_dir():
        yield from _store(options, folder)
    library = open_library(options)
    yield from _configuration(library)
    problems = [problem for problem in library.problems if not problem.warning]
    yield (
        not problems,
        tr("All content can be read") if not problems else f"{problems[0]}",
    )
    for header, path in library.shelves.replaced():
        yield (
            False,
            tr(
                "Another page stands in place of the packaged {id}: {path}. If you did not put it there, "
                "take it away",
                id=header.id,
                path=path,
            ),
        )


def _configuration(library: Library) -> Iterator[tuple[bool, str]]:
    path, file = config_file(), configuration()
    if not file.is_there or path is None:
        yield True, tr("There is no configuration file; none is needed")
        return
    # Textual, which no other command loads: the keys can be judged by its bindings alone.
    from trust_tui.flows.settings_flow import wrong_in  # noqa: PLC0415
    from trust_tui.program.app import TrustApp  # noqa: PLC0415

    problems = wrong_in(file.config, library, TrustApp)
    for problem in problems:
        yield False, f"{problem}"
    if not problems:
        yield (
            True,
            tr(
                "The configuration is {path}, and all of it can be used",
                path=path,
            ),
        )
    private = not path.stat().st_mode & 0o022
    yield (
        private,
        tr("Only you may change it")
        if private
        else tr("Others may change it: run chmod 600 on it"),
    )


def _terminal() -> Iterator[tuple[bool, str]]:
    here = all(map(os.isatty, (0, 1, 2)))
    sentence = refusal(
        "Trust TUI", tr("the commands under `trust-tui --help` can")
    )
    name = os.environ.get("TERM") or tr("of no name")
    if here:
        can = tr("The terminal ({name}) can show the program", name=name)
        yield sentence is None, sentence or can
    else:
        yield (
            True,
            tr(
                "No terminal is here: the screen needs one (`ssh -t`), commands do not"
            ),
        )
    encoding = locale.getpreferredencoding(False)
    shown = (
        tr("ASCII only, as the locale or terminal asks for it")
        if wants_ascii()
        else "UTF-8"
    )
    yield (
        True,
        tr(
            "Characters: {shown} (locale {encoding})",
            shown=shown,
            encoding=encoding,
        ),
    )
    colours = (
        tr("none wanted (NO_COLOR)")
        if "NO_COLOR" in os.environ
        else os.environ.get("COLORTERM") or tr("by TERM")
    )
    yield True, tr("Colours: {colour}", colour=colours)
    if "TMUX" in os.environ:
        yield (
            True,
            tr(
                "Inside tmux: it keeps Ctrl+B for itself; set escape-time to 10 so that Esc is quick"
            ),
        )
    elif remembers_scrolled_lines():
        yield (
            True,
            tr(
                "Inside GNU screen: it keeps Ctrl+A for itself, and Esc is slow; Backspace and q go back too"
            ),
        )
    if "SSH_CONNECTION" in os.environ:
        yield (
            True,
            tr(
                "Over SSH: ssh -C makes a slow line quicker, ssh -e none lets you type ~ at the start of a line"
            ),
        )


def _folder(folder: Path) -> Iterator[tuple[bool, str]]:
    if not folder.is_dir():
        yield (
            True,
            tr(
                "The data folder {folder} is made when you first keep something",
                folder=folder,
            ),
        )
        return
    details = folder.stat()
    yield (
        details.st_uid == os.getuid(),
        tr("The data folder is {folder}", folder=folder),
    )
    private = not details.st_mode & 0o077
    yield (
        private,
        tr("Only you may open the folder")
        if private
        else tr("Others may open the folder: run chmod 700 on it"),
    )
    free = shutil.disk_usage(folder).free
    yield free > SPACE, tr("Free space: {megabytes} MB", megabytes=free >> 20)


def _age_of(backups: Sequence[Backup]) -> tuple[bool, str]:
    now = datetime.now(UTC)
    past = [backup.made for backup in backups if backup.made <= now]
    if not past:
        return (
            False,
            tr(
                "All backups are from days to come: look whether the clock is right"
            ),
        )
    days = (now - max(past)).days
    return days < 8, tr(
        "The last backup is {days} days old, of {number}",
        days=days,
        number=len(backups),
    )


def _store(
    options: argparse.Namespace, folder: Path
) -> Iterator[tuple[bool, str]]:
    sealed = is_sealed(folder)
    yield (
        True,
        tr("Sealed by a passphrase: entries, drafts and backups")
        if sealed
        else (
            tr(
                "Not sealed: whoever has your login, or runs this machine, can read the workbook and change it "
                "unnoticed (trust-tui passphrase set seals it)"
            )
        ),
    )
    try:
        with opened(options) as workbook:
            found = workbook.check()
            yield (
                not found,
                tr("Every file of the workbook is whole")
                if not found
                else tr(
                    "Of the files of the workbook, this is to be looked at:"
                ),
            )
            for finding in found:
                yield (
                    False,
                    f"{finding.file}: {finding.said}"
                    if finding.file
                    else finding.said,
                )
            if workbook.copies.missing:
                yield (
                    False,
                    tr(
                        "If the machine that made them is gone for good: trust-tui doctor --give-up-missing"
                    ),
                )
            for path in workbook.copies.unjoined():
                yield (
                    False,
                    tr(
                        "To join the copy: trust-tui merge {quote}",
                        quote=shlex.quote(str(path)),
                    ),
                )
            backups = workbook.backups()
            if backups:
                yield _age_of(backups)
            else:
                yield (
                    True,
                    tr(
                        "There is no backup yet; the first one is made within a day"
                    ),
                )
    except TrustError as error:
        yield False, error.advice
