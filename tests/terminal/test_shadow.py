"""Single decisions of the shadow: what is sent, what is not, and what it does not know."""

import pytest

from tests.terminal.pictures import Emulator, Segment, full_frame
from trust_tui.terminal import shadow as module
from trust_tui.terminal.ascii import to_ascii
from trust_tui.terminal.shadow import Shadow
from trust_tui.terminal.styles import (
    PLAIN,
    NotUnderstoodError,
    restyle,
    transition,
)


def opened(
    width: int = 20, height: int = 6, *, ascii_only: bool = False
) -> Shadow:
    shadow = Shadow(width, height, ascii_only=ascii_only)
    shadow.open("")
    return shadow


def page(*lines: str, width: int = 20) -> str:
    return full_frame([[Segment("31", line.ljust(width))] for line in lines])


def test_the_same_frame_costs_nothing() -> None:
    shadow = opened()
    shadow.feed(page("one", "two"))
    assert shadow.take()
    shadow.feed(page("one", "two"))
    assert shadow.take() == ""


def test_a_changed_letter_costs_a_letter_and_a_move() -> None:
    shadow = opened()
    shadow.feed(page("one", "two"))
    shadow.take()
    shadow.feed(page("one", "tWo"))
    assert shadow.take() == "\x1b[2;2HW\x1b[H"


def test_only_the_last_of_many_frames_is_sent() -> None:
    shadow = opened()
    for number in range(10):
        shadow.feed(page(f"frame {number}"))
    sent = shadow.take()
    assert "frame 9" in sent
    assert len(sent) < 60


def test_what_moved_is_scrolled() -> None:
    lines = [f"{number} " + "abcdefgh"[number:] * 8 for number in range(8)]
    for old, new in (
        (lines[:6], [lines[0], *lines[2:7]]),
        ([lines[0], *lines[2:7]], lines[:6]),
    ):
        shadow, emulator, plain = opened(80), Emulator(80, 6), Emulator(80, 6)
        for frame in (page(*old, width=80), page(*new, width=80)):
            plain.show(frame)
            shadow.feed(frame)
            sent = shadow.take()
            emulator.show(sent)
        assert "r\x1b[" in sent
        assert len(sent) < 120
        assert emulator.picture == plain.picture


def test_nothing_leaves_at_the_top_where_that_would_be_kept() -> None:
    lines = [f"{number} " + "abcdefgh"[number:] * 8 for number in range(8)]
    shadow = Shadow(80, 6, scrolls_up=False)
    shadow.open("")
    sent = []
    for shown in (lines[:6], [lines[0], *lines[2:7]], lines[:6]):
        shadow.feed(page(*shown, width=80))
        sent.append("r\x1b[" in shadow.take())
    assert sent == [False, False, True]


def test_moves_that_save_nothing_are_not_made() -> None:
    shadow = opened()
    shadow.feed(page("a", "b", "c", "d", "e", "f"))
    shadow.take()
    shadow.feed(page("a", "c", "d", "e", "f", "g"))
    assert "r\x1b[" not in shadow.take()


def test_frames_that_need_it_are_shown_all_at_once() -> None:
    shadow = opened(width=80)
    shadow.feed("\x1b[?2026h")
    shadow.feed("\x1b[1;1Hsmall\x1b[1;1H")
    shadow.feed("\x1b[?2026l")
    assert "2026" not in shadow.take()
    shadow.feed(page(*("xyz" * 20 for _ in range(6)), width=80))
    sent = shadow.take()
    assert sent.startswith("\x1b[?2026h")
    assert sent.endswith("\x1b[?2026l")


@pytest.mark.parametrize(
    "command",
    [
        "\x07",
        "\x1b]52;c;aGk=\x07",
        "\x1b[?25l",
        "\x1b[2 q",
        "\x1b[>25u\x1b[?2004h",
    ],
)
def test_commands_pass_and_leave_the_picture_known(command: str) -> None:
    shadow = opened()
    shadow.feed(page("one"))
    shadow.take()
    shadow.feed(command)
    assert shadow.take() == command
    shadow.feed(page("one"))
    assert shadow.take() == ""


@pytest.mark.parametrize(
    "command", ["\x1b[2J", "words", "\x1b[?1049h", "\x1b[10L"]
)
def test_what_draws_passes_and_makes_the_picture_unknown(command: str) -> None:
    shadow = opened()
    shadow.feed(page("one"))
    shadow.feed(command)
    sent = shadow.take()
    assert sent.index("one") < sent.index(command)
    shadow.feed(page("one"))
    assert "one" in shadow.take()


@pytest.mark.parametrize(
    "piece",
    [
        "\x1b[3Xabc",
        "\x1b]8;;https://e.org\x1b\\link\x1b]8;;\x1b\\",
        "a\tb",
        "\x1b[31mred",
        "\x1b[4:3mcurly\x1b[0m",
        "\u0301e",
    ],
)
def test_frames_that_are_not_understood_pass_as_they_are(piece: str) -> None:
    shadow = opened()
    frame = f"\x1b[2;3H{piece}\x1b[1;1H"
    shadow.feed(frame)
    assert shadow.take().endswith(frame)


def test_a_frame_that_passes_is_stripped_of_commands() -> None:
    shadow = opened()
    shadow.feed("\x1b[1;1H\x1b[3X\x1b]52;c;aGk=\x07\x9b2J\x1b[?1049lx\x1b[1;1H")
    assert shadow.take().endswith(
        "\x1b[1;1H\x1b[3X]52;c;aGk=2J[?1049lx\x1b[1;1H"
    )


def test_a_closed_shadow_sends_commands_only() -> None:
    shadow = opened()
    shadow.close("\x1b[?1049l")
    shadow.feed(page("one"))
    shadow.feed("plain")
    assert shadow.take() == "\x1b[?1049lplain"
    shadow.feed(page("one"))
    shadow.open("\x1b[?1049h")
    sent = shadow.take()
    assert sent.startswith("\x1b[?1049h")
    assert "one" in sent


def test_too_much_for_a_frozen_terminal_is_dropped_and_said() -> None:
    shadow = opened()
    for _ in range(10):
        shadow.feed("\x1b[H" + "x" * 10_000)
    assert shadow.is_lost
    assert len(shadow.take()) < 80_000


def test_pieces_outside_the_screen_are_ignored() -> None:
    shadow = opened(5, 2)
    shadow.feed("\x1b[9;1Hbelow\x1b[1;9Hright\x1b[1;4Hover the edge\x1b[9;99H")
    emulator = Emulator(5, 2)
    emulator.show(shadow.take())
    assert emulator.screen.display == ["   ov", "     "]
    assert emulator.cursor == (1, 4)


def test_halves_of_wide_characters_become_blanks() -> None:
    shadow, emulator = opened(6, 1), Emulator(6, 1)
    shadow.feed("\x1b[1;1H日本語\x1b[1;1H")
    shadow.feed("\x1b[1;2Hx\x1b[1;5Hy\x1b[1;1H")
    emulator.show(shadow.take())
    assert emulator.screen.display == [" x本y "]
    shadow.feed("\x1b[1;6H日\x1b[1;1H")
    emulator.show(shadow.take())
    assert emulator.screen.display == [" x本y "]


def test_many_looks_and_pieces_do_not_pile_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MAX_PALETTES", 3)
    monkeypatch.setattr(module, "_MAX_PIECES", 3)
    shadow, emulator, plain = opened(), Emulator(20, 6), Emulator(20, 6)
    for number in range(20):
        frame = full_frame(
            [
                [Segment(f"38;5;{number + row}", f"{number * row}".ljust(20))]
                for row in range(6)
            ]
        )
        shadow.feed(frame)
        emulator.show(shadow.take())
        plain.show(frame)
    assert emulator.picture == plain.picture
    assert len(shadow._pieces) <= 3
    assert len(shadow._palettes) <= 3


def test_in_ascii_everything_has_a_stand_in_of_its_width() -> None:
    shadow, emulator = opened(20, 1, ascii_only=True), Emulator(20, 1)
    shadow.feed("\x1b[1;1H┌─│▁█é日✓…\u28ff\u2800→❤\ufe0f\x1b[1;1H")
    sent = shadow.take()
    assert sent.isascii()
    emulator.show(sent)
    assert emulator.screen.display[0].rstrip() == "+-|_#e??x.: >??"
    assert to_ascii("▟", 1) == "#"


def test_blank_row_ends_are_erased_where_the_background_is_the_terminals_own() -> (
    None
):
    shadow = opened(40, 1)
    shadow.feed("\x1b[1;1H" + "x" * 40 + "\x1b[1;1H")
    shadow.take()
    shadow.feed("\x1b[1;1H" + "x".ljust(40) + "\x1b[1;1H")
    assert shadow.take() == "\x1b[C\x1b[K\r"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "1", "\x1b[1m"),
        ("1", "", "\x1b[m"),
        ("1;31", "31", "\x1b[22m"),
        ("1;31;44", "2;31;44", "\x1b[22;2m"),
        ("31;44", "32;44", "\x1b[32m"),
        ("31;44", "31", "\x1b[49m"),
        ("38;2;1;2;3;44", "44", "\x1b[39m"),
        ("3;4;5;7;9", "3", "\x1b[0;3m"),
        ("21;31", "31", "\x1b[0;31m"),
        ("31", "51;31", "\x1b[0;51;31m"),
        ("31;1;22;39", "", ""),
        ("1;0;4", "4", ""),
    ],
)
def test_looks_change_by_the_shortest_way(
    before: str, after: str, expected: str
) -> None:
    assert transition(restyle(PLAIN, before), restyle(PLAIN, after)) == expected


def test_an_unknown_look_is_set_from_plain() -> None:
    assert transition(None, restyle(PLAIN, "1")) == "\x1b[0;1m"
    assert transition(None, PLAIN) == "\x1b[m"


@pytest.mark.parametrize(
    "parameters", ["38", "38;5", "38;9;1", "58;5;1", "10", "48;2;1;2"]
)
def test_looks_without_a_model_are_not_guessed(parameters: str) -> None:
    with pytest.raises(NotUnderstoodError):
        restyle(PLAIN, parameters)


@pytest.mark.parametrize(
    ("look", "is_told"),
    [("31", False), ("1;31", False), ("41", True), ("4", True), ("7", True)],
)
def test_blanks_change_the_look_only_where_that_is_seen(
    look: str, is_told: bool
) -> None:
    shadow = opened(7, 1)
    row = [Segment("32", "ab"), Segment(look, "   "), Segment("32", "cd")]
    shadow.feed(full_frame([row]))
    assert (f";{look}m" in shadow.take().replace("[", ";")) is is_told
