"""Other keys: every action keeps one that reaches it, and none hides a way out."""

import pytest
from textual.binding import Binding

from trust_tui.config import Config
from trust_tui.config.file_reader import read_text
from trust_tui.config.key_names import pressed
from trust_tui.keys.keymap import all_actions, usable, usual_keys
from trust_tui.program.app import TrustApp

OUT = (
    "app.leave",
    "app.hide",
    "app.safety-f9",
    "app.help-f1",
    "frame.back",
    "form.save",
)
"""What everybody must be able to reach at any time."""


def keys(**given: str) -> Config:
    """A file that gives these actions other keys, each in a line; `__` stands for a dot and `_` for a hyphen."""
    lines = (
        f"'{name.replace('__', '.').replace('_', '-')}' = {key!r}"
        for name, key in given.items()
    )
    return read_text("\n".join(("[keys]", *lines)))


def left_out(config: Config) -> list[int]:
    """The lines that give way."""
    assert config.problems == ()
    return [problem.line for problem in usable(config, TrustApp)[1]]


def test_the_keys_as_they_come_are_no_fault() -> None:
    actions = all_actions(TrustApp)
    config = Config(
        keys={id: ",".join(action.keys) for id, action in actions.items()},
        lines=dict.fromkeys(actions, 1),
    )

    given, problems = usable(config, TrustApp)

    assert [str(problem) for problem in problems] == []
    assert set(given) == set(actions) >= set(OUT)


def test_the_keys_as_they_come_can_be_written_in_the_file() -> None:
    for action in all_actions(TrustApp).values():
        again = Binding.make_bindings(
            [Binding(pressed(usual_keys(action)), "", "")]
        )
        assert tuple(binding.key for binding in again) == action.keys


@pytest.mark.parametrize("action", OUT)
@pytest.mark.parametrize(
    "other",
    [
        "app__repaint",
        "app__theme",
        "steps__mark",
        "form__discard",
        "list__down",
    ],
)
def test_no_other_action_takes_the_key_of_a_way_out(
    action: str, other: str
) -> None:
    (way_out,) = [
        found for id, found in all_actions(TrustApp).items() if id == action
    ]

    for key in way_out.keys:
        given, _ = usable(keys(**{other: key}), TrustApp)
        if action != "form.save" or other == "form__discard":
            assert other.replace("__", ".") not in given


@pytest.mark.parametrize(
    "key", ["x", "space", "enter", "left", "?", "tab", "delete", "pageup"]
)
@pytest.mark.parametrize(
    "action",
    ["app__leave", "app__hide", "app__safety_f9", "app__help_f1", "app__lock"],
)
def test_what_works_from_everywhere_keeps_a_key_that_means_nothing_in_a_field(
    action: str, key: str
) -> None:
    assert left_out(keys(**{action: key})) == [2]


@pytest.mark.parametrize(
    "action",
    [
        "form__save",
        "frame__back",
        "form__discard",
        "pick__choose",
        "passphrase__set",
    ],
)
def test_what_closes_a_form_is_never_a_letter_alone(action: str) -> None:
    assert left_out(keys(**{action: "Z"})) == [2]


def test_two_new_keys_that_are_the_same_leave_the_first() -> None:
    config = keys(app__search="z", app__theme="z", journal__edit="E")
    given, problems = usable(config, TrustApp)

    assert given == {"app.search": "z", "journal.edit": "E"}
    assert [str(problem) for problem in problems] == [
        'config.toml, line 3: "Search" (app.search) has the key z too, and both are there at the same time: '
        "give one of them another key."
    ]


def test_two_actions_may_change_places() -> None:
    config = keys(steps__mark="w", steps__write="m")

    assert usable(config, TrustApp) == (
        {"steps.mark": "w", "steps.write": "m"},
        [],
    )


def test_a_key_is_free_once_its_action_has_another() -> None:
    config = keys(journal__edit="E", journal__delete="e")

    assert left_out(config) == []
    assert left_out(keys(journal__delete="e")) == [2]


def test_what_is_never_there_together_may_have_the_same_key() -> None:
    assert (
        left_out(keys(steps__mark="v", habits__note="w", journal__edit="o"))
        == []
    )


def test_an_action_that_gives_way_may_make_others_give_way() -> None:
    """`e` stays with editing, as its other key is taken; so nothing else can have `e`."""
    assert left_out(keys(journal__delete="e", journal__edit="c")) == [2, 3]


def test_an_action_that_is_not_there_is_named_by_its_line() -> None:
    config = keys(app__search="z", no__such="x")

    (problem,) = usable(config, TrustApp)[1]
    assert problem.line == 3
    assert problem.advice.startswith("There is no such action")
