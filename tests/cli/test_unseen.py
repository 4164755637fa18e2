"""A command that is not to be seen leaves the command line only where it is plainly asked for."""

import os

import pytest

from trust_tui.cli.unseen import begin_unseen


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["today"],
        ["now", "--help"],
        ["--data", "now"],
        ["--help", "now"],
        ["--data=somewhere", "now"],
        ["note", "now"],
        ["now", "now"],
        ["now", "--demo"],
        ["--demo", "note", "now"],
    ],
)
def test_all_else_is_left_to_the_command_line(arguments: list[str]) -> None:
    begin_unseen(arguments)
    assert "TRUST_TUI_BEGINS" not in os.environ


def test_where_python_has_set_the_locale_that_is_taken_back_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "C")
    begin_unseen(["now"])
    assert "TRUST_TUI_BEGINS" not in os.environ
