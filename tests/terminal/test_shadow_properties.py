"""Through the shadow a terminal shows the same, cell for cell, whatever the sequence of pictures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.terminal.pictures import (
    CLUSTERS,
    UNSURE,
    Emulator,
    Pair,
    Segment,
    full_frame,
    rows,
)
from trust_tui.terminal.shadow import Shadow

SIZES = st.tuples(st.integers(1, 40), st.integers(1, 12))

PAGE = 30
"""The rows of a page that scrolls; only those that come into view are made up."""


@st.composite
def pictures(draw: st.DrawFn, width: int, height: int) -> list[list[Segment]]:
    row = rows(width)
    return [draw(row) for _ in range(height)]


@given(st.data(), SIZES)
@settings(max_examples=50, deadline=None)
def test_any_sequence_of_screens_shows_the_same(
    data: st.DataObject, size: tuple[int, int]
) -> None:
    width, height = size
    pair = Pair(width, height)
    picture = data.draw(pictures(width, height))
    pair.feed(full_frame(picture))
    for _ in range(data.draw(st.integers(1, 6))):
        step = data.draw(
            st.sampled_from(
                ["screen", "rows", "cell", "skip", "forget", "resize", "raw"]
            )
        )
        if step == "screen":
            picture = data.draw(pictures(width, height))
            pair.feed(full_frame(picture))
        elif step == "rows":
            first = data.draw(st.integers(0, height - 1))
            some = data.draw(
                pictures(width, data.draw(st.integers(1, height - first)))
            )
            cursor = (
                data.draw(st.integers(0, height - 1)),
                data.draw(st.integers(0, width - 1)),
            )
            picture[first : first + len(some)] = some
            pair.feed(full_frame(some, cursor, first))
        elif step == "cell":
            y = data.draw(st.integers(0, height - 1))
            look = data.draw(st.sampled_from(["", "1", "38;5;9"]))
            text = data.draw(st.sampled_from("abc"))
            # Over a blank first: emulators disagree about halves of wide characters.
            blank = [Segment("", " " * width)]
            picture[y] = blank
            x = data.draw(st.integers(0, width - 1))
            pair.feed(full_frame([blank], (0, 0), y))
            pair.feed(
                f"\x1b[{y + 1};{x + 1}H"
                + Segment(look, text).sequence
                + "\x1b[1;1H"
            )
            picture[y] = [
                Segment("", " " * x),
                Segment(look, text),
                Segment("", " " * (width - x - 1)),
            ]
        elif step == "skip":
            continue
        elif step == "forget":
            pair.shadow.forget()
        elif step == "resize":
            width, height = data.draw(SIZES)
            pair.resize(width, height)
            picture = data.draw(pictures(width, height))
            pair.feed(full_frame(picture))
        elif step == "raw":
            pair.feed("\x1b[2J\x1b[H" + "stock\x1b[K")
            pair.feed(full_frame(picture))
        pair.show()
        pair.check()
    pair.show()
    pair.check()


@given(st.data(), st.integers(8, 40), st.integers(6, 20))
@settings(max_examples=50, deadline=None)
def test_what_scrolls_shows_the_same(
    data: st.DataObject, width: int, height: int
) -> None:
    top = data.draw(st.integers(0, 2))
    bottom = data.draw(st.integers(top + 3, height - 1))
    offsets = [0]
    for _ in range(data.draw(st.integers(1, 6))):
        offsets.append(
            max(0, min(PAGE - 1, offsets[-1] + data.draw(st.integers(-6, 6))))
        )
    row = rows(width)
    page = [
        data.draw(row)
        for _ in range(min(PAGE, max(offsets[1:]) + bottom - top))
    ]
    head = [data.draw(row) for _ in range(top)]
    foot = [data.draw(row) for _ in range(height - bottom)]
    pair = Pair(width, height)
    for offset in offsets[1:]:
        view = (page + page)[offset : offset + bottom - top]
        pair.feed(full_frame(head + view + foot))
        pair.show()
        pair.check()


@given(st.data(), st.integers(10, 30))
@settings(max_examples=100, deadline=None)
def test_beside_what_terminals_quarrel_about_everything_stays_in_place(
    data: st.DataObject, width: int
) -> None:
    """The emulator has its own idea of the widths; what is drawn after such a cluster must not depend on it."""
    shadow, emulator = Shadow(width, 3), Emulator(width, 3)
    shadow.open("")
    for _ in range(3):
        cluster = data.draw(st.sampled_from(UNSURE[:-2]))
        before = data.draw(st.sampled_from(["", "ab", "日"]))
        after = data.draw(st.text("xyz", min_size=1, max_size=3))
        used = sum(2 if c == "日" else 1 for c in before)
        from_edge = f"\x1b[1;1H{before}{cluster}{after}"
        shadow.feed(f"\x1b[1;1H{' ' * width}\x1b[1;1H")
        shadow.feed(from_edge + "\x1b[1;1H")
        shadow.feed(f"\x1b[1;{width - 1}H|!\x1b[1;1H")
        emulator.show(shadow.take())
        line = [emulator.screen.buffer[0][x].data for x in range(width)]
        assert line[width - 2 :] == ["|", "!"]
        assert "".join(line).startswith(before)
        assert "".join(line[used:]).replace(" ", "").endswith(f"{after}|!")


@given(st.text(max_size=30), st.sampled_from(CLUSTERS))
@settings(max_examples=100, deadline=None)
def test_no_text_within_a_frame_commands_the_terminal(
    text: str, cluster: str
) -> None:
    shadow = Shadow(40, 2)
    shadow.open("")
    hostile = (
        text + "\x1b]52;c;aGk=\x07" + cluster + "\x9b2J\x1bPq\x1b\\\x1b[?1049l"
    )
    shadow.feed(f"\x1b[1;1H{hostile}\x1b[1;1H")
    sent = shadow.take()
    for command in ("\x1b]", "\x9b", "\x1bP", "\x07", "\x1b[?1049l", "\x1b\\"):
        assert command not in sent
