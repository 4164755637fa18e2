"""The reading of self-checks as a page: every sentence from the content, per sign, never a total."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from trust_tui.domain import (
    Direction,
    Level,
    Record,
    SelfCheck,
    SelfCheckReading,
    history,
    level,
    over_time,
    read,
    short_day,
)
from trust_tui.library import Library, Section
from trust_tui.pictures import dot_line
from trust_tui.typeset import Block, Code, Heading, Paragraph, Span, Table

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
        today: date,
        *,
        drawn: bool = False,
    ) -> None:
        """Prepare.

        Args:
            library: The content.
            checks: The self-checks, latest first.
            today: The user's day.
            drawn: Whether a sign is drawn as a dot on a line from 0 to 4; otherwise it is told in words alone.
        """
        self._drawn = drawn
        self._today = today
        self._library = library
        self._checks = checks
        items = library.self_check_items()
        self._signs: dict[str, list[str]] = {
            sign.id: [] for sign in library.signs()
        }
        for item in items:
            if item.sign:
                self._signs[item.sign].append(item.id)
        self._grounds = {
            item.id: item.text.rstrip(".") for item in items if not item.sign
        }

    @property
    def reading(self) -> SelfCheckReading:
        """What the latest self-check says; not to be asked for without one."""
        return read(
            self._checks[0].value.answers, self._signs, list(self._grounds)
        )

    def blocks(self) -> Sequence[Block]:
        """The latest self-check in a row a sign, what it calls up, then how each sign went over time."""
        if not self._checks:
            return ()
        reading = self.reading
        signs = {sign.id: sign.title for sign in self._library.signs()}
        blocks = [
            self._table(self._text("scale").title, self._signs, signs),
            *self._sentences(reading),
            self._table(
                self._text("items").title,
                {item: [item] for item in self._grounds},
                self._grounds,
            ),
            *self._phrases(reading),
        ]
        if len(self._checks) > 1:
            blocks += self._over_time()
        return [*blocks, *self._text("own-questions").blocks]

    def _day(self, check: Record[SelfCheck]) -> str:
        return short_day(check.value.day, self._today)

    def _table(
        self,
        heading: str,
        rows: Mapping[str, Sequence[str]],
        names: Mapping[str, str],
    ) -> Table:
        """A row for each sign or statement: where it lies now and where it lay the time before, and the word for it.

        Args:
            heading: What the rows are.
            rows: The statements by the id of the row.
            names: What the rows are called.
        """
        last, *earlier = self._checks[:2]
        days = [f"\u25cb {self._day(check)}" for check in earlier]
        head = [heading, *(days or [""]), f"\u25cf {self._day(last)}"]
        if not self._drawn:
            head = [heading, *(self._day(one) for one in (last, *earlier))]
        return Table(
            head=tuple((Span(text=text),) for text in head),
            rows=tuple(
                tuple(
                    (Span(text=text),)
                    for text in (names[id], *self._cells(items))
                )
                for id, items in rows.items()
            ),
        )

    def _cells(self, items: Sequence[str]) -> Iterator[str]:
        """What stands beside a name."""
        lately = reversed(history(self._checks[:2], items))
        means = [value for _, value in lately]
        words = [self._text(level(value)).title for value in means]
        if not self._drawn:
            yield from words
            return
        yield dot_line(*means)
        yield words[0]

    def _phrases(self, reading: SelfCheckReading) -> Iterator[Block]:
        """What the words beside the signs mean, each once."""
        said = {*reading.levels.values(), *reading.grounds.values()}
        for one in Level:
            if one in said:
                text = self._text(one)
                sentence = " ".join(text.paragraphs)
                title = Span(text=text.title, strong=True)
                yield Paragraph(spans=(title, Span(text=f": {sentence}")))

    def _told(self, value: float | None) -> str:
        return (
            dot_line(value) if self._drawn else self._text(level(value)).title
        )

    def _text(self, part: str) -> Section:
        return self._library.text("self-check", part)

    def _sentences(self, reading: SelfCheckReading) -> Sequence[Block]:
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

    def _over_time(self) -> Sequence[Block]:
        blocks: list[Block] = []
        directions: set[Direction] = set()
        for sign, items in self._signs.items():
            points = history(self._checks, items)
            blocks.append(Heading(spans=(self._sign(sign),), level=3))
            lines = [
                f"{short_day(day, self._today):>12}  {self._told(value)}"
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
