"""RedNotebook: a file for each month, `2026-03.txt`, YAML with a text and categories for each day."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

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

_MONTH: Final = re.compile(r"(?:.*/)?(\d{4})-(\d\d)\.txt\Z")
_TAG: Final = re.compile(r"(?<!\S)#([\w/-]*[^\W\d_][\w/-]*)")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def fits(source: Source) -> Likeness:
    """Whether it holds files with the names of months, the first of them with the days of one."""
    for name in source.texts:
        if _MONTH.match(name):
            try:
                found = _days(source.texts[name])
            except UnreadableError:
                return Likeness.NO
            return Likeness.SURE if found else Likeness.NO
    return Likeness.NO


def _days(raw: bytes) -> Mapping[int, Any]:
    """The days of a month.

    Raises:
        UnreadableError: It is no month.
    """
    try:
        found = yaml.load(decode(raw), Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise UnreadableError(tr("The file is not whole YAML: take another copy of it.")) from None  # fmt: skip
    if not isinstance(found, dict):
        return {}
    return {
        day: held
        for day, held in found.items()
        if isinstance(day, int) and isinstance(held, dict)
    }


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the days. Categories and what is in them follow the text; a hash begins a tag."""
    collector = Collector("rednotebook", options)
    reader = DateReader()
    months = [name for name in source.texts if _MONTH.match(name)]
    collector.left_out.update(source.besides(months))
    expect(tr("Reading"), len(months))
    for name in steps(months):
        match = _MONTH.match(name)
        try:
            days = _days(source.texts[name])
        except UnreadableError:
            collector.read += 1
            collector.skip(name, tr("it is not whole YAML"))
            continue
        for number, held in sorted(days.items()):
            collector.read += 1
            where = tr("{name} day {number}", name=name, number=number)
            when = match and reader.read(f"{match[1]}-{match[2]}-{number:02}")
            if not when:
                collector.skip(where, tr("there is no such day"))
                continue
            made, day = collector.moment(when)
            text = "\n\n".join(_parts(held))
            tags = tuple(tag.rstrip("-/") for tag in _TAG.findall(text))
            collector.entry(where, made, day=day, text=text, tags=tags)
    return collector.result()


def _parts(held: Mapping[str, Any]) -> Iterator[str]:
    """The text of a day, then each category as a heading with a list."""
    text = held.get("text")
    if isinstance(text, str) and text.strip():
        yield text
    for category, items in held.items():
        if category != "text" and isinstance(items, dict):
            yield "\n".join(
                [f"## {category}", "", *(f"- {item}" for item in items)]
            )
