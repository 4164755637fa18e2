"""Apple Journal: the folder that it exports, `AppleJournalEntries`, with an HTML page for each entry."""

from html.parser import HTMLParser
from typing import Final

from trust_tui.formats.kit import (
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    UnreadableError,
    decode,
    expect,
    steps,
    tr,
)

_HEADER: Final = "pageHeader"
_PROMPT: Final = "reflectionPrompt"
_TITLE: Final = "title"
_ASSETS: Final = "assetGrid"
_KNOWN: Final = (_HEADER, _PROMPT, _TITLE, _ASSETS)
_MARK: Final = b'class="pageHeader"'
_BLOCKS: Final = frozenset(
    {"p", "div", "li", "br", "h1", "h2", "h3", "blockquote"}
)
_EMPTY: Final = frozenset(
    {"br", "img", "meta", "link", "hr", "input", "source"}
)


class _Page(HTMLParser):
    """Sorts the words of a page by the class of what they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: dict[str, list[str]] = {}
        self.assets = 0
        self._open: list[str] = []

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """Note what the words from here on belong to."""
        classes = (dict(attrs).get("class") or "").split()
        known = list(filter(classes.__contains__, _KNOWN))
        inside = self._open[-1] if self._open else ""
        if tag == "img" and _ASSETS in (inside, *known):
            self.assets += 1
        if tag in ("style", "script", "head", "title"):
            inside, known = "head", []
        if tag in _BLOCKS:
            self._add(inside, "\n")
        if tag == "li":
            self._add(inside, "- ")
        if tag not in _EMPTY:
            self._open.append([*known, inside][0])

    def handle_endtag(self, tag: str) -> None:
        """Go back to what it stands in."""
        if tag not in _EMPTY and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take the words."""
        self._add(self._open[-1] if self._open else "", data)

    def _add(self, part: str, text: str) -> None:
        self.parts.setdefault(part, []).append(text)

    def text(self, part: str) -> str:
        """The words of a part, a paragraph a line."""
        lines = "".join(self.parts.get(part, ())).split("\n")
        return "\n".join(
            filter(None, (" ".join(line.split()) for line in lines))
        )


def fits(source: Source) -> Likeness:
    """Whether a page of it has the head of an entry."""
    for name, raw in source.texts.items():
        if name.lower().endswith(".html") and _MARK in raw:
            return Likeness.SURE
    return Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries. A prompt stands before the text, as a quotation."""
    collector = Collector("apple-journal", options)
    pages = {}
    for name, raw in source.texts.items():
        if name.lower().endswith(".html") and _MARK in raw:
            try:
                pages[name] = _page(decode(raw))
            except UnreadableError:
                collector.read += 1
                collector.skip(name, tr("it is not in UTF-8"))
    reader = DateReader(
        (page.text(_HEADER) for page in pages.values()), options.order
    )
    index = [name for name in source.texts if name.endswith("index.html")]
    besides = source.besides([*pages, *index], media=False)
    collector.left_out.update(besides)
    expect(tr("Reading"), len(pages))
    for name, page in steps(pages.items()):
        collector.read += 1
        if page.assets:
            collector.left_out["photos and other files"] += page.assets
        when = reader.read(page.text(_HEADER))
        if when is None:
            collector.skip(name, tr("its date is not one"))
            continue
        made, day = collector.moment(when)
        prompt = page.text(_PROMPT)
        text = f"> {prompt}\n\n{page.text('')}" if prompt else page.text("")
        collector.entry(
            name, made, day=day, title=page.text(_TITLE), text=text, source=name
        )
    return collector.result()


def _page(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    return page
