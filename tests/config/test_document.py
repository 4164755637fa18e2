"""docs/CONFIGURATION.md says what the code does: every setting with its values, and examples that hold."""

import re
from pathlib import Path

import pytest

from trust_tui.config import EMPTY, LOCK_MINUTES, THEMES
from trust_tui.config.file_reader import SETTINGS, read_text
from trust_tui.config.key_names import TAKEN, pressed
from trust_tui.domain.dates import WEEKDAYS
from trust_tui.domain.records import Settings
from trust_tui.flows.settings_flow import wrong_in
from trust_tui.library.library import Library
from trust_tui.program.app import TrustApp

TEXT = (Path(__file__).parents[2] / "docs" / "CONFIGURATION.md").read_text(
    "utf-8"
)
ROWS = {
    name: (values, default)
    for name, values, default in re.findall(
        r"^\| `(.+?)` \| (.+) \| (.+) \|$", TEXT, re.M
    )
}


def quoted(text: str) -> list[str]:
    """What stands in code marks and quotation marks."""
    return re.findall(r'`"([^"`]+)"`', text)


def test_every_setting_is_described_in_the_order_of_the_code() -> None:
    assert list(ROWS) == [*SETTINGS, "[keys]"]


def test_the_values_and_what_holds_without_them_are_those_of_the_code() -> None:
    assert quoted(ROWS["theme"][0]) == list(THEMES)
    assert quoted(ROWS["theme"][1]) == [EMPTY.theme]
    assert quoted(ROWS["week_start"][0]) == [WEEKDAYS[0], WEEKDAYS[-1]]
    assert quoted(ROWS["week_start"][1]) == [WEEKDAYS[EMPTY.week_start]]
    assert ROWS["lock_minutes"][1] == f"`{LOCK_MINUTES}`"
    assert f"`{Settings().day_ends}`" in ROWS["day_ends"][1]
    assert (EMPTY.language, EMPTY.habits, EMPTY.day_ends) == ("", None, None)


@pytest.mark.parametrize("name", ["lock_minutes", "day_ends"])
def test_the_smallest_and_the_largest_number_are_those_of_the_code(
    name: str,
) -> None:
    least, most = (
        int(number) for number in re.findall(r"`(\d+)`", ROWS[name][0])[:2]
    )
    for number in range(-1, 200):
        config = read_text(f"{name} = {number}")
        assert bool(config.problems) is not (least <= number <= most)


def test_the_example_can_be_used_as_it_is(packaged: Library) -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", TEXT, re.M | re.S)
    config = read_text(example)

    assert list(wrong_in(config, packaged, TrustApp)) == []
    assert set(config.lines) >= set(SETTINGS)
    assert len(config.keys) == 3


def test_every_key_it_names_is_one() -> None:
    section = TEXT.partition("\n## Keys\n")[2].partition("\n## ")[0]
    names = [name for name in quoted(section) if not name.endswith("+")]

    assert len(names) > 20
    assert [pressed([name]) for name in names] == names
    assert all(f"`{key}`" in section for key in TAKEN)


def test_what_it_shows_of_a_fault_is_what_is_said() -> None:
    (told,) = re.findall(r"^config\.toml, line 3: .*$", TEXT, re.M)

    assert told == str(
        read_text('theme = "light"\n\nlock_minutes = "long"\n').problems[0]
    )
