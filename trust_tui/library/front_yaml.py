"""Front matter of any form, read with PyYAML. Slow to import: only for files that are not of the plain form."""

from collections.abc import Iterator
from typing import Final

import yaml

from trust_tui.library.front import Field
from trust_tui.library.model import Problem

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FLAT: Final = (
    "The front matter holds only lines of the form key: value, where the value is one text or a short list such as"
    " [a, b]. Take out what is nested here, and put quotes round a value that starts with a sign."
)
_UNREADABLE: Final = (
    "The front matter cannot be read from here on. Each line must be key: value; put quotes round a value that holds"
    " a colon or starts with a sign."
)


class NotFlatError(Exception):
    """Front matter that is not a flat list; `line` is counted from 0 within it."""

    def __init__(self, line: int, advice: str = _FLAT) -> None:
        super().__init__(advice)
        self.line = line
        self.advice = advice


def read_yaml(
    front: str, path: str, problems: list[Problem]
) -> dict[str, Field] | None:
    """Read front matter; None when it cannot be used, with the reason added to the problems.

    Only the stream of events is read and no value is ever built by YAML, so tags, anchors and deep nesting do nothing.
    """
    try:
        return dict(_fields(yaml.parse(front, Loader=_LOADER)))
    except NotFlatError as error:
        line, advice = error.line, error.advice
    except yaml.MarkedYAMLError as error:
        line, advice = (
            (error.problem_mark.line if error.problem_mark else 0),
            _UNREADABLE,
        )
    except yaml.YAMLError:
        line, advice = 0, _UNREADABLE
    problems.append(Problem(file=path, line=line + 2, advice=advice))
    return None


def _fields(events: Iterator[yaml.Event]) -> Iterator[tuple[str, Field]]:
    started = False
    seen: set[str] = set()
    for event in events:
        match event:
            case yaml.MappingStartEvent(tag=None, anchor=None) if not started:
                started = True
            case yaml.ScalarEvent(tag=None, anchor=None) if started:
                line = _line(event)
                if event.value in seen:
                    raise NotFlatError(
                        line,
                        "This line says again what an earlier line says. Take one of them out.",
                    )
                seen.add(event.value)
                yield event.value, Field(_value(next(events), events), line + 2)
            case (
                yaml.StreamStartEvent()
                | yaml.StreamEndEvent()
                | yaml.DocumentEndEvent()
                | yaml.MappingEndEvent()
            ):
                pass
            case yaml.DocumentStartEvent(explicit=False):
                pass
            case _:
                raise NotFlatError(_line(event))


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> str | tuple[str, ...]:
    match event:
        case yaml.ScalarEvent(tag=None, anchor=None):
            return str(event.value)
        case yaml.SequenceStartEvent(tag=None, anchor=None):
            values: list[str] = []
            for item in events:
                match item:
                    case yaml.ScalarEvent(tag=None, anchor=None):
                        values.append(str(item.value))
                    case yaml.SequenceEndEvent():
                        break
                    case _:
                        raise NotFlatError(_line(item))
            return tuple(values)
        case _:
            raise NotFlatError(_line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0
