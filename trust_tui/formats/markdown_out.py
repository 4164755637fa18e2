"""Markdown out: a file for each record, with flat front matter; or everything on one page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final

from trust_tui.domain.contents import TABLES, Contents, day_of_record
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    PageRead,
    Promise,
    Record,
    Relationship,
    SelfCheck,
    StepMark,
    Win,
)
from trust_tui.formats.front_matter import Scalar, write_front
from trust_tui.formats.json_values import to_plain

TYPES: Final[Mapping[type, str]] = {
    Relationship: "relationship",
    CheckIn: "check-in",
    SelfCheck: "self-check",
    JointCheckIn: "check-in-together",
    ExerciseWork: "exercise",
    StepMark: "step",
    PageRead: "page",
    Goal: "goal",
    Promise: "promise",
    Win: "win",
    Habit: "habit",
    HabitTick: "habit-tick",
    Limit: "limit",
    Entry: "entry",
}
"""What a file says it is, under `type`."""

ABOUT: Final = "about"
"""The type of the file that says what these files are. It is not read back."""

_LONG: Final = 200
_TEXTS: Final = frozenset({"note", "text", "good", "line"})


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
            yield _bytes(f"\n## {table.replace('_', ' ').capitalize()}\n")
        for record in records:
            front, body = _split(record, kept.relationships)
            title = str(front.pop("title", ""))
            about = front.pop("relationship", "")
            heading = ", ".join(
                part
                for part in (day_of_record(record).isoformat(), about, title)
                if part
            )
            told = "".join(
                f"- {key}: {_shown(held)}\n"
                for key, held in front.items()
                if key
                not in (
                    "type",
                    "id",
                    "date",
                    "created",
                    "changed",
                    "offset",
                    "relationship-kind",
                )
                and held != []
            )
            yield _bytes(
                f"\n### {heading}\n\n{told}{chr(10) if told and body else ''}{body}{chr(10) if body else ''}"
            )


def file_of(record: Record[Any], relationships: Mapping[str, Relationship]) -> str:
    """The file of one record: front matter, a blank line, and the text as it was typed."""
    front, body = _split(record, relationships)
    return f"{write_front(front)}\n{body}\n" if body else write_front(front)


def _split(
    record: Record[Any], relationships: Mapping[str, Relationship]
) -> tuple[dict[str, Any], str]:
    """The front matter of a record, and its text."""
    value = record.value
    front: dict[str, Any] = {
        "type": TYPES[type(value)],
        "id": record.id,
        "date": day_of_record(record),
    }
    front |= {
        "created": _local(record.made),
        "changed": _local(record.changed.astimezone(record.made.tzinfo)),
    }
    front |= {"offset": _offset(record.made)}
    about = relationships.get(getattr(value, "about", None) or "")
    if about is not None:
        front |= {"relationship": about.label, "relationship-kind": str(about.kind)}
    if isinstance(value, Entry):
        front |= {"title": value.title} if value.title else {}
        front |= {"tags": ["-".join(tag.split()) for tag in value.tags]}
        front |= {"answers": value.answers} if value.answers else {}
        return front, value.text
    parts: list[str] = []
    plain = to_plain(value)
    for field in fields(value):
        if field.name not in ("about", "day"):
            _sort(field.name.replace("_", "-"), plain[field.name], front, parts)
    return front, "\n\n".join(parts)


def _sort(name: str, held: Any, front: dict[str, Any], parts: list[str]) -> None:
    """Put what a field holds into the front matter, or under a heading when it is text."""
    if isinstance(held, dict) and name == "answers":
        for item, answer in held.items():
            front[_free(item, front)] = "does not apply" if answer is None else answer
    elif isinstance(held, dict):
        parts += [
            f"## {' '.join(key.split())}\n\n{text}"
            for key, text in held.items()
            if text
        ]
    elif isinstance(held, list) and held and isinstance(held[0], dict):
        for one in held:
            told = "\n".join(
                f"- {key.replace('_', ' ')}: {text}"
                for key, text in one.items()
                if text
            )
            parts.append(f"## {name.removesuffix('s').capitalize()}\n\n{told}")
    elif (
        isinstance(held, str)
        and held
        and (name in _TEXTS or len(held) > _LONG or "\n" in held)
    ):
        parts.append(f"## {name.replace('-', ' ').capitalize()}\n\n{held}")
    elif held not in (None, "", []):
        front[_free(name, front)] = held


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
    return (
        f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
