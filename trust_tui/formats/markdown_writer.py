"""Markdown out: a file for each record, with flat front matter; or everything on one page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from trust_tui.domain import (
    KINDS,
    TABLES,
    Contents,
    Entry,
    Record,
    Relationship,
    about_of,
    clean,
    day_of_record,
    kind_of,
    one_line,
    to_plain,
)
from trust_tui.formats.format import WriteOptions
from trust_tui.front_matter import Scalar, write_front

ABOUT: Final = "about"
"""The type of the file that says what these files are. It is not read back."""

_NOT_ON_PAGES: Final = frozenset(
    {"type", "id", "date", "created", "changed", "offset", "relationship-kind"}
)
"""What stands in the front matter of a file, and would only be in the way on a page."""

_LONG: Final = 200
_TEXTS: Final = frozenset({"note", "text", "good", "line"})


def write(kept: Contents, options: WriteOptions) -> Iterator[bytes]:
    """Everything on one page."""
    return write_page(kept, options.notes)


def write_folder(
    kept: Contents, options: WriteOptions
) -> Iterator[tuple[str, bytes]]:
    """A file for each record."""
    return write_files(kept, options.notes)


def write_files(
    kept: Contents, notes: Sequence[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """The files, as a path with forward slashes and the bytes. Paths hold days and ids, never a word of the user's.

    Args:
        kept: What was kept, or a choice of it.
        notes: Sentences on what this is and is not, for a file of its own; empty for none.
    """
    if notes:
        text = "".join(f"- {note}\n" for note in notes)
        yield "about.md", _bytes(write_front({"type": ABOUT}) + "\n" + text)
    taken: set[str] = set()
    for table in TABLES:
        for record in kept.of(table):
            path = f"{table.replace('_', '-')}/{day_of_record(record).isoformat()}-{record.id[:8]}"
            path = path if path not in taken else f"{path}-{record.id[8:]}"
            taken.add(path)
            yield f"{path}.md", _bytes(file_of(record, kept.relationships))


def write_page(kept: Contents, notes: Sequence[str] = ()) -> Iterator[bytes]:
    """Everything on one page, a heading for each record, kind by kind."""
    yield b"# Notes\n"
    for note in notes:
        yield _bytes(f"\n> - {note}\n" if note is notes[0] else f"> - {note}\n")
    for table in TABLES:
        records = kept.of(table)
        if records:
            yield _bytes(f"\n## {KINDS[table].plural.capitalize()}\n")
        for record in records:
            yield _bytes(_on_page(record, kept.relationships))


def _on_page(
    record: Record[Any], relationships: Mapping[str, Relationship]
) -> str:
    """A record under a heading: what its front matter holds as a list, and its text as a quotation.

    So nothing in the text can pass for another record, or swallow the next one.
    """
    front, body = _split(record, relationships)
    day = day_of_record(record).isoformat()
    heading = [day, front.pop("relationship", ""), str(front.pop("title", ""))]
    text = f"\n### {one_line(', '.join(filter(None, heading)))}\n\n"
    listed = False
    for key, held in front.items():
        if key not in _NOT_ON_PAGES and held != []:
            text += f"- {key}: {one_line(_shown(held))}\n"
            listed = True
    if body and listed:
        text += "\n"
    for line in clean(body.replace("\r\n", "\n")).split("\n") if body else ():
        text += f"> {line}".rstrip() + "\n"
    return text


def file_of(
    record: Record[Any], relationships: Mapping[str, Relationship]
) -> str:
    """The file of one record: front matter, a blank line, and the text as it was typed."""
    front, body = _split(record, relationships)
    return f"{write_front(front)}\n{body}\n" if body else write_front(front)


def _split(
    record: Record[Any], relationships: Mapping[str, Relationship]
) -> tuple[dict[str, Any], str]:
    """The front matter of a record, and its text."""
    value = record.value
    front: dict[str, Any] = {
        "type": kind_of(value).slug,
        "id": record.id,
        "date": day_of_record(record),
        "created": _local(record.made),
        "changed": _local(record.changed.astimezone(record.made.tzinfo)),
        "offset": _offset(record.made),
    }
    about = relationships.get(about_of(value) or "")
    if about is not None:
        front |= {
            "relationship": about.label,
            "relationship-kind": str(about.kind),
        }
    if isinstance(value, Entry):
        return _split_entry(value, front)
    parts: list[str] = []
    for field, held in to_plain(value).items():
        if field not in ("about", "day"):
            _sort(field.replace("_", "-"), held, front, parts)
    return front, "\n\n".join(parts)


def _split_entry(
    entry: Entry, front: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """An entry is a note: what it says is the whole text of its file, and comes back as it was typed."""
    if entry.title:
        front["title"] = entry.title
    front["tags"] = ["-".join(tag.split()) for tag in entry.tags]
    if entry.answers:
        front["answers"] = entry.answers
    return front, entry.text


def _sort(
    name: str, held: Any, front: dict[str, Any], parts: list[str]
) -> None:
    """Put what a field holds into the front matter, or under a heading when it is text."""
    match held:
        case None | "" | []:
            return
        case dict() if name == "answers":
            for item, answer in held.items():
                given = "does not apply" if answer is None else answer
                front[_free(item, front)] = given
        case dict():
            parts += [
                _part(" ".join(key.split()), held[key])
                for key in held
                if held[key]
            ]
        case [dict(), *_]:
            heading = name.removesuffix("s").capitalize()
            parts += [_part(heading, _list(one)) for one in held]
        case str() if name in _TEXTS or len(held) > _LONG or "\n" in held:
            parts.append(_part(name.replace("-", " ").capitalize(), held))
        case _:
            front[_free(name, front)] = held


def _part(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text}"


def _list(held: Mapping[str, str]) -> str:
    lines = [
        f"- {key.replace('_', ' ')}: {text}"
        for key, text in held.items()
        if text
    ]
    return "\n".join(lines)


def _free(key: str, front: Mapping[str, Scalar]) -> str:
    """The key, or a longer one when it is taken: front matter knows each key once."""
    while key in front:
        key = f"{key}-own"
    return key


def _shown(held: Any) -> str:
    if isinstance(held, bool):
        return "yes" if held else "no"
    return ", ".join(held) if isinstance(held, list) else str(held)


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, microsecond=0)


def _offset(moment: datetime) -> str:
    minutes = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
