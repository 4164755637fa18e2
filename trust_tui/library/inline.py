"""Running text of a content file: Markdown's inline tokens to spans, and the machine part at their end."""

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec.structs import replace

from trust_tui.domain import (
    clean,
    tr,
)
from trust_tui.typeset import Span

Complain = Callable[[int, str], None]
"""Takes a line of the file and what is wrong there."""

FindPage = Callable[[str], str | None]
"""Answers the id of the page at a path within the language folder, None when there is no such page."""

_MARK: Final = re.compile(
    r"(?:#([A-Za-z0-9][A-Za-z0-9-]*)|([a-z][a-z-]*)=([A-Za-z0-9,.-]+))\Z"
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Links:
    """Turns the addresses written in one file into page ids."""

    def __init__(self, path: str, page: str, find_page: FindPage) -> None:
        self._folder = posixpath.dirname(path)
        self._page = page
        self._find_page = find_page

    def target(self, address: str) -> str | None:
        """The address as `page-id`, `page-id#part` or an outside address; None when it leads nowhere."""
        address = clean(unquote(address))
        if not address or _SCHEME.match(address):
            return (
                address if address.startswith(("https://", "http://")) else None
            )
        path, _, part = address.partition("#")
        page = (
            self._find_page(
                posixpath.normpath(posixpath.join(self._folder, path))
            )
            if path
            else self._page
        )
        if page is None:
            return None
        return f"{page}#{part}" if part else page


def read_spans(
    token: Token, line: int, links: Links, complain: Complain
) -> tuple[Span, ...]:
    """The spans of an inline token; neighbours of one style are joined."""
    spans: list[Span] = []
    style = Span(text="")
    for child in token.children or ():
        match child.type:
            case "softbreak" | "hardbreak":
                line += 1
                _add(spans, style, " ")
            case "strong_open" | "strong_close":
                style = replace(style, strong=child.nesting > 0)
            case "em_open" | "em_close":
                style = replace(style, emphasis=child.nesting > 0)
            case "link_open":
                style = replace(
                    style,
                    link=_link(
                        str(child.attrs.get("href", "")), line, links, complain
                    ),
                )
            case "link_close":
                style = replace(style, link="")
            case "code_inline":
                _add(spans, replace(style, code=True), child.content)
            case "html_inline":
                complain(
                    line,
                    tr(
                        "HTML is not read here and is shown as it stands. Write it as plain text."
                    ),
                )
                _add(spans, style, child.content)
            case "image":
                complain(
                    line,
                    tr(
                        "Pictures are not shown, only their text. Say in words what the picture says."
                    ),
                )
                _add(spans, style, child.content)
            case _:
                _add(spans, style, child.content)
    return tuple(spans)


def cut_marks(
    spans: tuple[Span, ...], line: int, complain: Complain
) -> tuple[tuple[Span, ...], str, Mapping[str, str]]:
    """Take the machine part off the end: the spans without it, its id and its values."""
    if not spans or spans[-1].code or spans[-1].link:
        return spans, "", {}
    rest, marks = split_marks(spans[-1].text)
    read = _read_marks(marks) if marks.endswith("}") else None
    if read is None:
        if "#" in marks or "=" in marks:
            advice = tr(
                "The part in braces cannot be read and is shown as text. Write it as {#id} or {#id key=value}."
            )
            complain(line, advice)
        return spans, "", {}
    kept = spans[:-1]
    if rest:
        kept = (*kept, replace(spans[-1], text=rest))
    return kept, *read


def _read_marks(marks: str) -> tuple[str, Mapping[str, str]] | None:
    """The id and the values in a part in braces; None when one of its words is none of these, or there is none."""
    id = ""
    values: dict[str, str] = {}
    words = marks.strip("{}").split()
    for word in words:
        mark = _MARK.match(word)
        if mark is None:
            return None
        if mark[2]:
            values[mark[2]] = mark[3]
        else:
            id = id or mark[1]
    return (id, values) if words else None


def split_marks(text: str) -> tuple[str, str]:
    """The text, and the part in braces that it ends with, also one that is not closed; without one, empty."""
    end = text.rstrip()
    start = end.rfind("{")
    if start < 0 or "}" in end[start:-1]:
        return text, ""
    return end[:start].rstrip(), end[start:]


def _add(spans: list[Span], style: Span, text: str) -> None:
    if not text:
        return
    text = clean(text)
    if spans and replace(spans[-1], text="") == style:
        spans[-1] = replace(style, text=spans[-1].text + text)
    else:
        spans.append(replace(style, text=text))


def _link(address: str, line: int, links: Links, complain: Complain) -> str:
    target = links.target(address)
    if target is None:
        complain(
            line,
            tr(
                "The link to {address} leads nowhere. Write the path of a file, as seen from this file.",
                address=clean(address)[:80],
            ),
        )
    return target or ""
