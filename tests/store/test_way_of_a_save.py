"""How many files of the program a kept check-in passes: whoever reads the code has to follow them."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import trust_tui
from tests.store.helpers import check_in, opened
from trust_tui.domain.records import CheckIn

HERE = str(Path(trust_tui.__file__).parent)
FILES = 23
"""They only fall."""

TURNS = 58
"""How often it goes back into a file it has been in before; they only fall."""


def test_a_kept_check_in_passes_few_files_and_seldom_turns_back(
    folder: Path,
) -> None:
    workbook = opened(folder)
    entries, value = workbook.of(CheckIn), check_in()
    entries.keep(value)
    way: list[str] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_filename
        is_ours = event == "call" and name.startswith(HERE)
        if is_ours and name not in way[-1:]:
            way.append(name)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        entries.keep(value)
    finally:
        sys.setprofile(before)
    workbook.close()
    passed = sorted(Path(name).name for name in set(way))
    turns = len(way) - len(passed)
    assert len(passed) <= FILES, passed
    assert turns <= TURNS, turns
    assert len(passed) > FILES - 3 and turns > TURNS - 6, (
        "lower the caps to",
        len(passed),
        turns,
    )
