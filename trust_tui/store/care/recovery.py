"""What to do when something is damaged: go on from the last sound state with every later change that is whole.

The damaged file is put aside before anything is written, and what was found is told.
"""

from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from trust_tui.domain.workbook import Finding
from trust_tui.errors import DamagedError
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption.sealed_files import Seal
from trust_tui.store.log import changes
from trust_tui.store.log.changes import DamagedFileError
from trust_tui.store.log.loading import Loaded, begin, take
from trust_tui.store.log.state import State
from trust_tui.store.record_ids import new_id


class Recovered(Struct):
    """What could be saved.

    Attributes:
        loaded: The records.
        findings: What was wrong.
        damaged: Files to put aside.
        top: The highest number any change ever had.
    """

    loaded: Loaded
    findings: list[Finding] = field(default_factory=list)
    damaged: list[Path] = field(default_factory=list)
    top: int = 0


def recover(folder: Folder, seal: Seal) -> Recovered:
    """Read whatever is whole. Nothing is written.

    Raises:
        DamagedError: There is nothing whole to go on from.
    """
    numbers = changes.numbers(folder, seal.suffix)
    findings: list[Finding] = []
    damaged: list[Path] = []
    bases = _bases(folder, seal, findings, damaged)
    if not bases:
        if not numbers or numbers[0] != 1:
            raise DamagedError(
                "No whole copy of the workbook was found here. Everything was left as it is."
            )
        bases = [Loaded(State(), new_id(), 0, None, changes.SCHEMA)]
    loaded = max(bases, key=lambda base: base.folded)
    recovered = Recovered(loaded, findings, damaged, max([*numbers, loaded.folded]))
    _replay(folder, seal, recovered, set(numbers))
    loaded.state.number = recovered.top
    if not findings:
        findings.append(
            Finding(
                file="trust.json",
                said="An older copy was out of step and was made anew.",
            )
        )
    return recovered


def _bases(
    folder: Folder, seal: Seal, findings: list[Finding], damaged: list[Path]
) -> list[Loaded]:
    """The snapshots that are whole; backups only when neither of the two is."""
    bases = []
    for path, name in (
        (folder.snapshot(seal.suffix), "snapshot"),
        (folder.previous(seal.suffix), "older snapshot"),
    ):
        base = _sound(path, seal)
        if base is not None:
            bases.append(base)
        elif files.exists(path):
            damaged.append(path)
            findings.append(
                Finding(
                    file=path.name,
                    said=f"The {name} was damaged. It was put aside and made anew from the rest.",
                )
            )
        elif (
            not bases or bases[0].folded
        ):  # before the first fold there is no older one
            findings.append(
                Finding(
                    file=path.name,
                    said=f"The {name} was missing. It was made anew from the rest.",
                )
            )
    if not bases:
        names = [
            name
            for name in files.names(folder.backups)
            if name.endswith(f".json{seal.suffix}")
        ]
        bases = [
            base
            for name in names
            if (base := _sound(folder.backups / name, seal)) is not None
        ]
    return bases


def _sound(path: Path, seal: Seal) -> Loaded | None:
    with suppress(FileNotFoundError, DamagedFileError):
        return begin(changes.read_sheet(path, seal, "snapshot"), files.identity(path))
    return None


def _replay(folder: Folder, seal: Seal, recovered: Recovered, there: set[int]) -> None:
    loaded = recovered.loaded
    base = loaded.folded
    missing: list[int] = []
    for number in range(min([*there, base + 1]), recovered.top + 1):
        path = folder.change(number, seal.suffix)
        newer = number > base
        if number not in there:
            missing.append(number)
            continue
        try:
            change = changes.read(folder, seal, number)
        except DamagedFileError:
            recovered.damaged.append(path)
            recovered.findings.append(_broken(path, lost=newer))
        else:
            if newer:
                take(loaded, change)
    if missing:
        recovered.findings.append(
            _missing(folder.change(missing[0], seal.suffix), lost=missing[-1] > base)
        )


def _missing(path: Path, *, lost: bool) -> Finding:
    end = "what they held is lost." if lost else "nothing is lost by that."
    return Finding(
        file=f"log/{path.name}", said=f"A change or more are missing; {end}", lost=lost
    )


def _broken(path: Path, *, lost: bool) -> Finding:
    end = (
        "what it held is lost unless it was saved again later."
        if lost
        else "nothing is lost by that."
    )
    return Finding(
        file=f"log/{path.name}",
        said=f"A change was damaged and put aside; {end}",
        lost=lost,
    )


def put_aside(folder: Folder, path: Path) -> None:
    """Keep a damaged file in the quarantine, under a name that is free; its old name stays until it is replaced."""
    files.make_folder(folder.quarantine)
    for attempt in range(1000):
        place = folder.quarantine / f"{attempt:03d}-{path.name}"
        with suppress(FileExistsError):
            files.link(path, place)
            break
    files.flush_folder(folder.quarantine)
