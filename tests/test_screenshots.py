"""The pictures come out byte for byte the same each time, however fast the machine is."""

import pytest
from textual._compositor import Compositor

from scripts.screenshots import OTHERS, SCREENS, take
from tests.conftest import DRAW

SHOTS = {shot.name: shot for shot in (*SCREENS, *OTHERS)}


@pytest.fixture(autouse=True)
def drawn_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn for nobody in the other tests is drawn for the pictures."""
    monkeypatch.setattr(Compositor, "render_update", DRAW)


@pytest.mark.parametrize("name", ["entry", "people"])
async def test_a_picture_comes_out_the_same_each_time(name: str) -> None:
    first, second = [await take(SHOTS[name]) for _ in range(2)]

    assert first.count("</text>") > 10
    assert first == second


async def test_a_picture_of_a_form_shows_that_its_draft_is_kept() -> None:
    """Which comes a moment after the last key, and is not left to the speed of the machine."""
    assert "draft&#160;kept" in await take(SHOTS["entry"])
