"""Parses the packaged content beforehand, so that a start does not have to: python scripts/compile_content.py."""

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]


def compile_content(content: Path) -> int:
    """Write the pages of each language as they were parsed; how many pages. A language with a problem is left out.

    Args:
        content: The folder with a folder for each language.
    """
    # They are there only once the program is installed, or while a wheel is built with what it needs.
    from trust_tui.library import Library  # noqa: PLC0415
    from trust_tui.library.compiled import FILE, write  # noqa: PLC0415

    count = 0
    for folder in sorted(filter(Path.is_dir, content.iterdir())):
        (folder / FILE).unlink(missing_ok=True)
        library = Library([folder])
        pages = [library.page(header.id) for header in library.headers()]
        if pages and not library.problems:
            write(folder, pages)
            count += len(pages)
    return count


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(f"{compile_content(ROOT / 'content')} pages compiled.")
