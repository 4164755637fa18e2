"""What stood in the fields of an exercise is found again in the entry that it became."""

import pytest

from trust_tui.dialogs.earlier_rounds import answers_in

LABELS = ["What happens", "What it costs"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("What happens\nshe is late", {"What happens": "she is late"}),
        (
            "What happens\none\n\ntwo\n\nWhat it costs\nsleep",
            {"What happens": "one\n\ntwo", "What it costs": "sleep"},
        ),
        ("A label of old\ngone\n\nWhat it costs\nx", {"What it costs": "x"}),
        ("free text without any label", {}),
    ],
)
def test_answers_are_found_below_their_labels(
    text: str, expected: dict[str, str]
) -> None:
    assert answers_in(text, LABELS) == expected
