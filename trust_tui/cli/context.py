"""What the commands share: the content and the workbook they work on, questions, and waiting with patience."""

import argparse
import getpass
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    contextmanager,
    nullcontext,
    redirect_stdout,
)
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final, TextIO

from trust_tui.cli.reader_language import language
from trust_tui.config import ConfigFile
from trust_tui.domain import (
    AGAIN,
    HOW_FAR,
    SOON,
    CancellableTask,
    Finding,
    LockedError,
    Settings,
    SystemClock,
    UsageError,
    Workbook,
    WrongPassphraseError,
    day_of,
    one_row,
    tr,
)
from trust_tui.paths import config_file, data_folder
from trust_tui.store import open_workbook

if TYPE_CHECKING:
    from trust_tui.library import Library
    from trust_tui.store.store_workbook import StoreWorkbook

REPLACING: Final = frozenset({"merge", "restore"})
"""Commands that make a backup first, which brings back how it was."""

GONE: Final = "\r\x1b[K"
"""Takes the line away again."""


def open_library(options: argparse.Namespace) -> "Library":
    """The content: the user's own folders first, then the packaged one.

    Raises:
        UsageError: The folder named is not there.
    """
    # Few commands need the content, and what reads it takes 8 ms to load.
    from trust_tui.library import (  # noqa: PLC0415
        Library,
        packaged_folder,
    )

    folders = [packaged_folder()]
    own = workbook_folder(options) / "content"
    if own.is_dir():
        folders.insert(0, own)
    if options.content:
        named = Path(options.content)
        if not named.is_dir():
            raise UsageError(
                tr(
                    "The folder given with --content is not there: check its name."
                )
            )
        folders.insert(0, named)
    languages = configuration().config.language or language()
    return Library(folders, languages)


def workbook_folder(options: argparse.Namespace) -> Path:
    """The data folder, there or not."""
    return data_folder(options.data)


def shown_folder(
    options: argparse.Namespace,
) -> AbstractContextManager[Path]:
    """The data folder of the program on the screen or in plain lines: a made-up one with `--demo`, gone afterwards."""
    if not options.demo:
        return nullcontext(workbook_folder(options))
    # The made-up data brings along what nobody else needs at the start.
    from trust_tui.cli.demo import demo_folder  # noqa: PLC0415

    return demo_folder()


def configuration(*, is_kept: bool = True) -> ConfigFile:
    """What the user has set for this login.

    Args:
        is_kept: Whether it may be changed.
    """
    return ConfigFile(config_file(), is_kept=is_kept)


def ask_passphrase() -> str:
    """Ask on the terminal, without showing what is typed.

    Raises:
        LockedError: There is no terminal to ask on.
    """
    return typed_secret(tr("Passphrase: "))


TRIES: Final = 3
"""How often a passphrase may be typed before a command ends."""


def unlock(workbook: Workbook) -> str:
    """Ask for the passphrase until it opens the workbook, three times at most. Answers with it.

    Raises:
        LockedError: There is no terminal to ask on, or none of them fits.
    """
    for _ in range(TRIES - 1):
        phrase = ask_passphrase()
        try:
            workbook.unlock(phrase)
        except WrongPassphraseError:
            print(tr("That is not the passphrase. Try again."), file=sys.stderr)
        else:
            return phrase
    phrase = ask_passphrase()
    try:
        workbook.unlock(phrase)
    except WrongPassphraseError:
        raise LockedError(
            tr("None of them opens the workbook. Nothing was changed.")
        ) from None
    return phrase


def typed_secret(label: str) -> str:
    """Ask for something that is not shown while it is typed, on the terminal and nowhere else.

    Raises:
        LockedError: There is no terminal to ask on.
    """
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
        return getpass.getpass(label)
    except (OSError, EOFError):
        raise LockedError(
            tr(
                "A passphrase is needed, and it is typed on a terminal: run this in one."
            )
        ) from None


@contextmanager
def opened(options: argparse.Namespace) -> Iterator["StoreWorkbook"]:
    """The workbook in the data folder, closed at the end. A sealed one asks for its passphrase on the terminal.

    What was found wrong with the files is said on standard error.

    Raises:
        StoreError: It cannot be opened.
    """
    folder = workbook_folder(options)
    workbook = open_workbook(folder, clock=SystemClock())
    try:
        if workbook.locked:
            unlock(workbook)
        told = workbook.findings
        tell(told)
        tell_of_configuration()
        note_at_end(workbook, folder, options.command)
        yield workbook
        tell(one for one in workbook.findings if one not in told)
    finally:
        workbook.close()


def note_at_end(
    workbook: "StoreWorkbook", folder: Path, command: str, *, each: bool = False
) -> None:
    """Have what is done from now on noted when the workbook is closed, as one act or each change by itself."""
    if workbook.read_only:
        return
    settings = Settings() if workbook.locked else workbook.settings
    before = settings, configuration().config
    stood: Sequence[str] | None = None
    if command in REPLACING and not workbook.locked:
        # Most commands put nothing in the place of everything.
        from trust_tui.cli.noting import standing  # noqa: PLC0415

        stood = standing(workbook, folder)

    def note() -> None:
        if workbook.locked:
            return
        stands = workbook.settings, configuration().config
        if not workbook.history.steps and stands == before:
            return
        # Most commands keep nothing.
        from trust_tui.cli.noting import Noting  # noqa: PLC0415

        noting = Noting(workbook, folder, command, before, stands, stood)
        if each:
            noting.note_each()
        else:
            noting.note()

    workbook.at_end = note


def tell(findings: Iterable[Finding]) -> None:
    """Say on standard error what was found wrong with the files."""
    for finding in findings:
        print(f"trust-tui: {one_row(finding.said)}", file=sys.stderr)


def tell_of_configuration() -> None:
    """Say on standard error when the configuration has lines that cannot be used."""
    if configuration().config.problems:
        print(
            tr(
                "trust-tui: Not all of config.toml can be used: trust-tui doctor names the lines."
            ),
            file=sys.stderr,
        )


def questions_apart(
    options: argparse.Namespace,
) -> AbstractContextManager[object]:
    """Have questions stand on standard error where a script reads the other."""
    return redirect_stdout(sys.stderr) if options.json else nullcontext()


def asked_on(options: argparse.Namespace) -> TextIO:
    """Where a question is printed."""
    return sys.stderr if getattr(options, "json", False) else sys.stdout


def confirmed(options: argparse.Namespace, question: str) -> bool:
    """Whether the user said yes: with `--yes`, or by typing it."""
    if options.yes:
        return True
    print(
        tr("{question} Type yes to go on:", question=question),
        file=asked_on(options),
        flush=True,
    )
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def today_of(workbook: Workbook) -> date:
    """The user's day now."""
    return day_of(SystemClock().now(), day_ends_of(workbook))


def day_ends_of(workbook: Workbook) -> int:
    """The hour at which the user's day ends."""
    return configuration().config.day_ends_or(workbook.settings.day_ends)


@contextmanager
def patience() -> Iterator[None]:
    """Have what is done inside shown on a quiet line, where standard error is a terminal, and stopped with Ctrl+C.

    Raises:
        StoppedError: The user stopped it. Everything is as it was before.
    """
    work = CancellableTask()
    usual = signal.getsignal(signal.SIGINT) or signal.default_int_handler

    def stop(_signum: int, _frame: FrameType | None) -> None:
        signal.signal(
            signal.SIGINT, usual
        )  # pressed again it ends the program, as ever
        work.stop()

    done = threading.Event()
    teller = threading.Thread(
        target=_tell, args=(work, done), name="waiting", daemon=True
    )
    signal.signal(signal.SIGINT, stop)
    if sys.stderr.isatty():
        teller.start()
    try:
        with work.in_force():
            yield
    finally:
        signal.signal(signal.SIGINT, usual)
        done.set()
        if teller.ident is not None:
            teller.join()


def _tell(work: CancellableTask, done: threading.Event) -> None:
    """Write the line anew until it is done; nothing at all where that is soon."""
    if done.wait(SOON):
        return
    waited = SOON
    while True:
        told = work.progress if waited >= HOW_FAR else ""
        _write(f"{GONE}{told or tr('One moment ...')}")
        if done.wait(AGAIN):
            break
        waited += AGAIN
    _write(GONE)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
