"""The check of a content folder: what `trust-tui check-content` says to the people who write it."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from trust_tui.library.check.content_folder import CheckedFolder
from trust_tui.library.index import LANGUAGE
from trust_tui.library.model import Problem


def check_folder(
    folder: Path, *, strict: bool = False, today: date | None = None
) -> list[Problem]:
    """Everything that is wrong in a folder of content, by file and line.

    A folder that holds at least half as many pages as come with the program is taken as complete. A smaller one lies
    over the packaged pages, as it does in the program, and a language lies over the English pages beside it: then only
    what the folder itself brings is complained of.

    Args:
        folder: A folder of pages, or one that holds a folder for each language.
        strict: Also check how plain the language is.
        today: For the age of dates; by default the day of the computer.
    """
    problems: list[Problem] = []
    day = today or date.today()  # noqa: DTZ011 - authors write the day of their own calendar
    for language in _language_folders(folder):
        found = CheckedFolder(language, day).problems(strict=strict)
        prefix = "" if language == folder else f"{language.name}/"
        problems += (
            replace(problem, file=prefix + problem.file) for problem in found
        )
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda problem: (problem.file, problem.line))


def _language_folders(folder: Path) -> list[Path]:
    """The folders of languages in a folder, or the folder itself when pages lie in it or it holds no language."""
    if not folder.is_dir() or any(folder.glob("*.md")):
        return [folder]
    languages: list[Path] = []
    for inner in sorted(folder.iterdir()):
        if LANGUAGE.match(inner.name) and any(inner.glob("**/*.md")):
            languages.append(inner)
    return languages or [folder]
