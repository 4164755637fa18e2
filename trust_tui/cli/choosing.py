"""`trust-tui who` and `settings`: who is in mind, and what can be set."""

import argparse
import json
from typing import Any, Final

from msgspec.structs import replace

from trust_tui.cli.context import (
    configuration,
    opened,
    today_of,
)
from trust_tui.cli.in_mind import (
    EVERYBODY,
    in_mind,
    named,
    person,
    put_in_mind,
)
from trust_tui.cli.options import refuse_together, refuse_without
from trust_tui.cli.record_lines import kept
from trust_tui.cli.value_fields import DESTINATION, given
from trust_tui.config import ConfigFile, Value
from trust_tui.domain import (
    KINDS,
    NEVER,
    NOBODY,
    WEEKDAYS,
    ConfigError,
    Relationship,
    UsageError,
    Workbook,
    clean,
    one_line,
    relationship_word,
    tr,
)


def run_who(options: argparse.Namespace) -> int:
    """List the people, choose who is in mind, add somebody, put somebody away."""
    refuse_together(options, "new", "put_away", "bring_back")
    refuse_together(options, "new", "which")
    refuse_without(options, "new", "--new", DESTINATION)
    refuse_without(options, "which", tr("a label"), "put_away", "bring_back")
    with opened(options) as workbook:
        if options.new is not None:
            return _add(options, workbook)
        if options.which:
            said = _choose(options, workbook, " ".join(options.which))
            if not options.json:
                print(said)
                return 0
        _list(options, workbook)
    return 0


def _add(options: argparse.Namespace, workbook: Workbook) -> int:
    label = options.new.strip()
    kind = KINDS[Relationship.TABLE]
    changes = dict(given(options, kind, today_of(workbook)))
    value = replace(Relationship(label=label), **changes)
    record = workbook.of(Relationship).keep(value)
    put_in_mind(workbook, record.id)
    said = tr(
        "Kept. {one_line} is in mind now.", one_line=one_line(value.label)
    )
    kept(record, workbook, options, said=said)
    return 0


def _choose(options: argparse.Namespace, workbook: Workbook, label: str) -> str:
    if options.put_away or options.bring_back:
        id = person(workbook, label)
        people = workbook.of(Relationship)
        record = people.get(id)
        assert record is not None
        value = replace(record.value, archived=options.put_away)
        people.change(record, value)
        if options.put_away and workbook.settings.current == id:
            put_in_mind(workbook, None)
        return tr("Kept.")
    is_all = label.casefold() in EVERYBODY
    put_in_mind(workbook, None if is_all else named(workbook, label))
    return tr("In mind now: {mind}.", mind=_mind(workbook))


def _mind(workbook: Workbook) -> str:
    current = in_mind(workbook)
    if current == NOBODY:
        return tr("nobody")
    record = workbook.of(Relationship).get(current) if current else None
    return one_line(record.value.label) if record else tr("all together")


def _list(options: argparse.Namespace, workbook: Workbook) -> None:
    current = workbook.settings.current
    people = list(reversed(workbook.of(Relationship).all()))
    if options.json:
        told: list[dict[str, Any]] = [
            {
                "id": one.id,
                "label": one.value.label,
                "kind": str(one.value.kind),
                "put_away": one.value.archived,
                "for_two": one.value.joint,
                "in_mind": one.id == current,
            }
            for one in people
        ]
        print(json.dumps(told, indent=1))
        return
    for one in people:
        away = f", {tr('put away')}" if one.value.archived else ""
        mind = f", {tr('in mind')}" if one.id == current else ""
        print(
            f"{one_line(one.value.label)}, {relationship_word(one.value.kind)}{away}{mind}"
        )
    print(tr("In mind: {mind}.", mind=_mind(workbook)))


SWITCHES: Final = {
    "break": "tracking_paused",
    "tags": "tags_read",
    "year_ago": "year_ago",
}
"""The settings in the workbook that are yes or no, and what they are called there."""

LOOK_BACK: Final = "look_back"
"""The weekday on which a look back at the week is offered."""

DAYS: Final = {name: number for number, name in enumerate(WEEKDAYS)} | {
    "never": NEVER
}
"""What it can be."""

FILE: Final = (
    "theme",
    "language",
    "country",
    "lock_minutes",
    "day_ends",
    "week_start",
    "habits",
    "plain",
    "reader",
)
"""The settings of the configuration file."""

YES_OR_NO: Final = ("plain", "reader", *SWITCHES)
"""The settings that are yes or no."""

NAMES: Final = (*FILE, LOOK_BACK, *SWITCHES)
"""All of them."""


def run_settings(options: argparse.Namespace) -> int:
    """List what is set, or set one thing."""
    with opened(options) as workbook:
        if options.name is None:
            _list_settings(workbook, json_wanted=options.json)
            return 0
        name = options.name.strip().lower().replace("-", "_")
        if name not in NAMES:
            known = ", ".join(NAMES).replace("_", "-")
            raise UsageError(
                tr("There is no such setting. There are: {known}.", known=known)
            )
        said = tr("Kept.")
        if options.value is None:
            said = _said(_settings(workbook)[name])
        else:
            _set(workbook, name, options.value)
        if options.json:
            _list_settings(workbook, json_wanted=True)
            return 0
    print(said)
    return 0


def _settings(workbook: Workbook) -> dict[str, Any]:
    config = configuration().config
    told: dict[str, Any] = {name: getattr(config, name) for name in FILE}
    told["day_ends"] = config.day_ends_or(workbook.settings.day_ends)
    told["week_start"] = WEEKDAYS[config.week_start]
    told["habits"] = None if config.habits is None else list(config.habits)
    told[LOOK_BACK] = next(
        name
        for name, number in DAYS.items()
        if number == workbook.settings.look_back
    )
    for name, field in SWITCHES.items():
        told[name] = getattr(workbook.settings, field)
    return told


def _list_settings(workbook: Workbook, *, json_wanted: bool) -> None:
    told = _settings(workbook)
    if json_wanted:
        print(json.dumps(told, indent=1))
        return
    for name, value in told.items():
        print(f"{name.replace('_', '-')}: {_said(value)}")


def _said(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return ", ".join(value) or tr("none")
    return tr("as it comes") if value in (None, "") else clean(str(value))


def _set(workbook: Workbook, name: str, typed: str) -> None:
    wanted = typed.strip().lower()
    if name in YES_OR_NO:
        # What is shown can be typed, and so can what the document says.
        wanted = {tr("yes"): "yes", tr("no"): "no"}.get(wanted, wanted)
    if name in YES_OR_NO and wanted not in ("yes", "no"):
        raise UsageError(tr("It is yes or no."))
    if name == LOOK_BACK and wanted not in DAYS:
        raise UsageError(tr("It is one of: {words}.", words=", ".join(DAYS)))
    changes: dict[str, Any] = {}
    file = configuration()
    if name in SWITCHES:
        changes[SWITCHES[name]] = wanted == "yes"
    elif name == LOOK_BACK:
        changes[name] = DAYS[wanted]
    elif name == "day_ends" and file.config.day_ends is None:
        if not typed.isdecimal() or int(typed[:9]) > 12:
            raise UsageError(
                tr("The hour at which a day ends is from 0 to 12.")
            )
        changes[name] = int(typed)
    else:
        _set_in_file(file, name, wanted if name in YES_OR_NO else typed)
        return
    workbook.set_settings(replace(workbook.settings, **changes))


def _set_in_file(file: ConfigFile, name: str, typed: str) -> None:
    value: Value = typed
    if name in YES_OR_NO:
        value = typed == "yes"
    if typed.isdecimal():
        value = int(typed)
    if name == "habits":
        value = [part.strip() for part in typed.split(",") if part.strip()]
    try:
        file.change(name, value)
    except ConfigError:
        raise UsageError(
            tr("The configuration cannot be written here: nothing was changed.")
        ) from None
    except ValueError as error:
        raise UsageError(str(error)) from None
