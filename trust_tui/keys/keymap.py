"""Every action that has a key, and whether other keys for it can all be reached: nothing may hide a way out.

It looks at the classes of all screens, dialogs and lists, so it loads them all; only those who change keys wait for it.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Final

from msgspec import Struct
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key, key_to_character
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from trust_tui import dialogs, screens, widgets
from trust_tui.config import Config, ConfigProblem
from trust_tui.config.key_names import is_for_anywhere, is_typed
from trust_tui.dialogs.form import Form
from trust_tui.dialogs.form_dialog import FormDialog
from trust_tui.domain import later, tr
from trust_tui.lazy_modules import load_one_by_one

OURS: Final = "trust_tui."

SIGNS: Final = {"slash": "/", "minus": "-", "plus": "+"}
"""Keys of which Textual does not know the character back."""

UNKNOWN: Final = later(
    "There is no such action: the key table in README.md has the ids of all of them in its last column."
)
FROM_ANYWHERE: Final = later(
    "This has to work while one types: give it a function key, or Ctrl and a letter."
)
IN_FIELDS: Final = later(
    "This key would type a letter there: give it a function key, or Ctrl and a letter."
)


class Action(Struct, frozen=True):
    """An action that has keys.

    Attributes:
        id: What it is called in the configuration.
        name: What it does, in words.
        does: What it does, to Textual. Two that do the same do not hide each other.
        keys: As Textual names them, as the program comes.
        is_first: Whether it comes before everything else, typing included.
    """

    id: str
    name: str
    does: str
    keys: tuple[str, ...]
    is_first: bool


class Place(Struct, frozen=True):
    """Where some actions are there at the same time: a screen or dialog with what stands on it.

    Attributes:
        actions: The actions there, the same id once for each class that brings it along.
        fields: Ids of those that must work while text is typed, as its dialog has a field for text.
    """

    actions: tuple[Action, ...]
    fields: frozenset[str]


def owners(app: type[App[int]]) -> Sequence[type[DOMNode]]:
    """Every class of the program that brings keys of its own, that of the program first."""
    found = [
        *_of_ours(app),
        *_classes(load_one_by_one(screens, dialogs, widgets)),
    ]
    return [
        kind
        for kind in dict.fromkeys(found)
        if issubclass(kind, DOMNode) and kind.__dict__.get("BINDINGS")
    ]


def all_actions(app: type[App[int]]) -> Mapping[str, Action]:
    """The actions by their ids, in the order of the classes; of those that bring the same id the topmost names it."""
    actions: dict[str, Action] = {}
    named_by: dict[str, type] = {}
    for owner in owners(app):
        for action in _actions_of(owner):
            if issubclass(named_by.get(action.id, owner), owner):
                actions[action.id], named_by[action.id] = action, owner
    return actions


def usable(
    config: Config, app: type[App[int]]
) -> tuple[Mapping[str, str], Sequence[ConfigProblem]]:
    """The keys that can be given, by action id, and what is wrong with the others."""
    if not config.keys:
        return {}, ()
    known, places = all_actions(app), _places(app)
    problems = [
        ConfigProblem(line=config.lines[id], advice=tr(UNKNOWN))
        for id in config.keys
        if id not in known
    ]
    given = {id: keys for id, keys in config.keys.items() if id in known}
    for id in list(given):
        if advice := _out_of_reach(known[id], _normal(given[id]), places):
            problems.append(ConfigProblem(line=config.lines[id], advice=advice))
            del given[id]
    while clash := _first_clash(given, places, config.lines):
        mine, other, key = clash
        advice = tr(
            '"{name}" ({other}) has the key {key} too, and both are there at the same time: '
            "give one of them another key.",
            name=known[other].name,
            other=other,
            key=format_key(key),
        )
        problems.append(ConfigProblem(line=config.lines[mine], advice=advice))
        del given[mine]
    return given, sorted(problems, key=lambda problem: problem.line)


def usual_keys(action: Action) -> Sequence[str]:
    """The keys of an action as it comes, as they are written in the file."""
    return [_as_written(key) for key in action.keys]


def _as_written(key: str) -> str:
    """A key by the character it types, where it types one that is seen."""
    sign = SIGNS.get(key) or key_to_character(key)
    if not sign or sign == " " or not sign.isprintable():
        return key
    return sign


def _without_place(action: str) -> str:
    """What an action does, wherever it is asked for."""
    return action.removeprefix("app.").removeprefix("screen.")


def _out_of_reach(
    action: Action, keys: Iterable[str], places: Sequence[Place]
) -> str:
    """Why an action could not be reached any more by some keys; empty when it could."""
    if action.is_first:
        for key in keys:
            if key not in action.keys and not is_for_anywhere(key):
                return tr(FROM_ANYWHERE)
    if all(map(is_typed, keys)):
        for place in places:
            if action.id in place.fields:
                return tr(IN_FIELDS)
    return ""


def _first_clash(
    given: Mapping[str, str], places: Sequence[Place], lines: Mapping[str, int]
) -> tuple[str, str, str] | None:
    """The id that has to give way, the other one, and the key that both would have somewhere."""
    for place in places:
        if clash := _clash_in(place, given, lines):
            return clash
    return None


def _clash_in(
    place: Place, given: Mapping[str, str], lines: Mapping[str, int]
) -> tuple[str, str, str] | None:
    """The first two actions of a place that have come to the same key by what the user has set."""
    usual: dict[str, set[str]] = {}
    taken: dict[str, dict[str, str]] = {}
    for action in place.actions:
        for key in action.keys:
            usual.setdefault(key, set()).add(action.id)
        keys = _normal(given[action.id]) if action.id in given else action.keys
        for key in keys:
            taken.setdefault(key, {})[action.id] = _without_place(action.does)
    for key, does in taken.items():
        newly = given.keys() & does.keys() - usual.get(key, set())
        for mine in sorted(newly, key=lambda id: lines[id], reverse=True):
            others = [id for id in does if does[id] != does[mine]]
            if others:
                return mine, min(others), key
    return None


def _normal(keys: str) -> tuple[str, ...]:
    """Keys with commas between them as Textual names them."""
    return tuple(
        binding.key
        for binding in Binding.make_bindings([Binding(keys, "", "")])
    )


def _places(app: type[App[int]]) -> Sequence[Place]:
    found = []
    for kind in dict.fromkeys(_classes(load_one_by_one(screens, dialogs))):
        if issubclass(kind, Form):
            found.append(_place(app, FormDialog, kind))
        elif issubclass(kind, Screen):
            found.append(_place(app, kind))
    return found


def _place(
    app: type[App[int]], screen: type[Screen[Any]], *forms: type
) -> Place:
    """What is there at the same time on a screen, and on the form that it shows."""
    own = _actions_above(*forms, screen)
    parts = [part for kind in (*forms, screen) for part in _parts_of(kind)]
    fields = set()
    if issubclass(screen, ModalScreen) and _have_field(parts):
        for action in own:
            if not any(map(is_typed, action.keys)):
                fields.add(action.id)
    others = _actions_above(app, *parts)
    return Place(actions=(*own, *others), fields=frozenset(fields))


def _have_field(parts: Iterable[type[Widget]]) -> bool:
    return any(issubclass(part, (Input, TextArea)) for part in parts)


def _actions_above(*kinds: type) -> Sequence[Action]:
    """The actions of classes and of those above them, each class once."""
    above = dict.fromkeys(found for kind in kinds for found in _of_ours(kind))
    return [action for kind in above for action in _actions_of(kind)]


def _parts_of(kind: type) -> Iterable[type[Widget]]:
    """The widgets that may stand on a screen: those that its module, or the module of a class above it, names."""
    for name in {above.__module__ for above in _of_ours(kind)}:
        for value in vars(sys.modules[name]).values():
            if not isinstance(value, type) or not issubclass(value, Widget):
                continue
            if not issubclass(value, (Screen, Form)):
                yield value


def _of_ours(kind: type) -> Iterator[type]:
    """A class and those above it, as far as they are of the program."""
    return (
        above for above in kind.__mro__ if above.__module__.startswith(OURS)
    )


def _classes(modules: Iterable[ModuleType]) -> Iterator[type]:
    for module in modules:
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                yield kind


def _actions_of(owner: type) -> Iterator[Action]:
    by_id: dict[str, Action] = {}
    for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ())):
        if binding.id:
            known = by_id.get(binding.id)
            keys = (*known.keys, binding.key) if known else (binding.key,)
            by_id[binding.id] = Action(
                binding.id,
                tr(binding.description),
                binding.action,
                keys,
                binding.priority,
            )
    yield from by_id.values()
