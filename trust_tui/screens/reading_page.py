"""The reading of self-checks as a page: every sentence from the content, per sign, never a total."""

from collections.abc import Callable, Mapping, Sequence

from trust_tui.domain import (
    Direction,
    Level,
    Record,
    SelfCheck,
    history,
    level,
    over_time,
    read,
    short_day,
)
from trust_tui.domain.self_check import Reading
from trust_tui.library import Library, Section
from trust_tui.typeset import Block, Code, Heading, Paragraph, Span

HISTORY = {
    Direction.EARLY: "history-early",
    Direction.MORE: "history-more",
    Direction.LESS: "history-less",
    Direction.SAME: "history-same",
}


class ReadingPage:
    """Makes the page for the self-checks of one relationship."""

    def __init__(
        self,
        library: Library,
        checks: Sequence[Record[SelfCheck]],
        draw: Callable[[float | None], str] | None = None,
    ) -> None:
        """Prepare.

        Args:
            library: The content.
            checks: The self-checks, latest first.
            draw: Draws the mean of a sign, 0-4; without it, it is told in words.
        """
        self._draw = draw or self._level_title
        self._library = library
        self._checks = checks
        items = library.self_check_items()
        self._signs: dict[str, list[str]] = {
            sign.id: [] for sign in library.signs()
        }
        for item in items:
            if item.sign:
                self._signs[item.sign].append(item.id)
        self._grounds = {item.id: item.text for item in items if not item.sign}

    @property
    def reading(self) -> Reading:
        """What the latest self-check says; not to be asked for without one."""
        return read(
            self._checks[0].value.answers, self._signs, list(self._grounds)
        )

    def blocks(self) -> Sequence[Block]:
        """The reading of the latest self-check, then how each sign went over time."""
        if not self._checks:
            return ()
        reading = self.reading
        blocks = [*self._sentences(reading), *self._levels(reading)]
        if len(self._checks) > 1:
            blocks += self._over_time(self._checks[0].value)
        return [*blocks, *self._text("own-questions").blocks]

    def _level_title(self, mean: float | None) -> str:
        return self._text(level(mean)).title

    def _text(self, part: str) -> Section:
        return self._library.text("self-check", part)

    def _sentences(self, reading: Reading) -> Sequence[Block]:
        """The sentences that the whole calls up."""
        blocks: list[Block] = []
        if not reading.answered:
            blocks += self._text("nothing-answered").blocks
        if reading.doubt_fits:
            blocks += self._text("doubt-fits").blocks
        if len(reading.most) == 1:
            blocks += self._filled(
                "most",
                {
                    "sign": self._sign(reading.most[0]),
                    "page": self._begin(reading.most[0]),
                },
            )
        elif reading.most:
            names = [
                span
                for sign in reading.most
                for span in (self._sign(sign), Span(text=", "))
            ][:-1]
            blocks += self._filled("most-tied", {"signs": names})
        if reading.little:
            blocks += self._text("little").blocks
        if reading.care:
            blocks += self._text("care").blocks
        return blocks

    def _sign(self, sign: str) -> Span:
        return Span(text=self._library.header(sign).title, link=sign)

    def _begin(self, sign: str) -> Span:
        """The page the sign leads to first."""
        target = next(iter(self._library.header(sign).leads_to), sign)
        return Span(text=self._library.header(target).title, link=target)

    def _filled(
        self, part: str, blanks: Mapping[str, Span | Sequence[Span]]
    ) -> Sequence[Block]:
        """A text of the content with its `[blanks]` filled in."""
        return [
            Paragraph(
                spans=tuple(
                    piece
                    for span in block.spans
                    for piece in _fill(span, blanks)
                )
            )
            if isinstance(block, Paragraph)
            else block
            for block in self._text(part).blocks
        ]

    def _levels(self, reading: Reading) -> Sequence[Block]:
        blocks: list[Block] = [
            Heading(spans=(Span(text=self._text("scale").title),), level=2)
        ]
        blocks += [
            self._level(self._sign(sign), level)
            for sign, level in reading.levels.items()
        ]
        blocks.append(
            Heading(spans=(Span(text=self._text("items").title),), level=2)
        )
        blocks += [
            self._level(Span(text=self._grounds[item].rstrip(".")), level)
            for item, level in reading.grounds.items()
        ]
        return blocks

    def _level(self, what: Span, level: Level) -> Paragraph:
        text = self._text(level)
        sentence = " ".join(text.paragraphs)
        return Paragraph(
            spans=(
                what,
                Span(text=": "),
                Span(text=text.title, strong=True),
                Span(text=f". {sentence}", emphasis=False),
            )
        )

    def _over_time(self, last: SelfCheck) -> Sequence[Block]:
        blocks: list[Block] = []
        directions: set[Direction] = set()
        for sign, items in self._signs.items():
            points = history(self._checks, items)
            blocks.append(Heading(spans=(self._sign(sign),), level=3))
            lines = [
                f"{short_day(day, last.day):>12}  {self._draw(value)}"
                for day, value in points[-12:]
            ]
            blocks.append(Code(text="\n".join(lines)))
            changed = over_time(self._checks, items)
            directions.add(changed)
            change = self._text(HISTORY[changed])
            if changed is not Direction.EARLY:
                blocks.append(
                    Paragraph(
                        spans=(
                            Span(text=change.title, strong=True),
                            Span(text="."),
                        )
                    )
                )
        for way in (Direction.EARLY, Direction.MORE, Direction.LESS):
            if way in directions:
                blocks += self._text(HISTORY[way]).blocks
        return blocks


def _fill(
    span: Span, blanks: Mapping[str, Span | Sequence[Span]]
) -> Sequence[Span]:
    for name, filling in blanks.items():
        head, found, tail = span.text.partition(f"[{name}]")
        if not found:
            continue
        middle = (filling,) if isinstance(filling, Span) else tuple(filling)
        filled: list[Span] = []
        for piece in (Span(text=head), *middle, Span(text=tail)):
            if piece.text:
                filled += [piece] if piece.link else _fill(piece, blanks)
        return filled
    return [span]
