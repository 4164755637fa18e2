"""What was answered to the doubts of a source, kept for the next import of the same kind of source."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from trust_tui.domain import UsageError, later
from trust_tui.formats.collector import DoubtKind, ReadOptions, ReadResult
from trust_tui.formats.zones import zone_named

NEW_DAY: Final = "new"
LEAVE: Final = "leave"
_MOOD: Final = "mood "
ANSWERS: Final[
    Mapping[DoubtKind, Sequence[tuple[str, str, Mapping[str, Any]]]]
] = {
    DoubtKind.ORDER: (
        ("day", later("The day: 2.3. is in March"), {"order": "day-first"}),
        (
            "month",
            later("The month: 3/2 is in March"),
            {"order": "month-first"},
        ),
    ),
    DoubtKind.NIGHT: (
        ("before", later("The day before, as my days end"), {"new_day": False}),
        ("new", later("The new day"), {"new_day": True}),
    ),
    DoubtKind.FILE_DATE: (
        (
            "take",
            later("Take them, on the days of their files"),
            {"undated": True},
        ),
        ("leave", later("Leave them out"), {"undated": False}),
    ),
}
"""The answers to what a source leaves open, by the kind of doubt, with what each changes for the reader."""


def remembered(
    kept: Mapping[str, str], format: str, options: ReadOptions
) -> ReadOptions:
    """The options with what was answered at the last import of that format."""
    prefix = f"{format} "
    moods = dict(options.moods)
    for name, answer in kept.items():
        if not name.startswith(prefix):
            continue
        what = name.removeprefix(prefix)
        if what.startswith(_MOOD) and answer in ("0", "1", "2", "3", "4"):
            moods.setdefault(what.removeprefix(_MOOD), int(answer))
        else:
            options = _with(options, what, answer)
    return replace(options, moods=moods)


def _with(options: ReadOptions, what: str, answer: str) -> ReadOptions:
    match what:
        case "zone":
            try:
                return replace(options, zone=zone_named(answer))
            except UsageError:
                return options
        case "order":
            return replace(options, order=answer)
        case "night":
            return replace(options, new_day=answer == NEW_DAY)
        case "undated":
            return replace(options, undated=answer != LEAVE)
        case _:
            return options


def with_answers(
    kept: Mapping[str, str], result: ReadResult, options: ReadOptions
) -> Mapping[str, str]:
    """What is kept, with the answers that this source was read with."""
    doubts = {doubt.kind for doubt in result.doubts}
    answers = {}
    if result.zone_used:
        answers["zone"] = str(options.zone)
    if options.order:
        answers["order"] = options.order
    if DoubtKind.NIGHT in doubts:
        answers["night"] = NEW_DAY if options.new_day else "before"
    if DoubtKind.FILE_DATE in doubts:
        answers["undated"] = "take" if options.undated else LEAVE
    for mood, answer in options.moods.items():
        answers[f"{_MOOD}{mood}"] = str(answer)
    return {
        **kept,
        **{f"{result.format} {name}": said for name, said in answers.items()},
    }
