"""The pages on what people ask about: found by the words people use, and led to from where the question comes up."""

import pytest

from trust_tui.library.library import Library
from trust_tui.library.model import Kind
from trust_tui.library.search import Search
from trust_tui.typeset.blocks import links_of

WORDS = {
    "cheating": "ask-affair",
    "infidelity": "ask-affair",
    "stalking": "ask-after-abuse",
    "gaslighting": "ask-own-judgement",
    "gambling": "ask-money",
    "debt": "ask-money",
    "alcohol": "ask-drinking",
    "porn": "ask-drinking",
    "relapse": "ask-setbacks",
    "life360": "ask-location",
    "tinder": "ask-secret-chats",
    "sextortion": "ask-secret-chats",
    "long distance": "ask-long-distance",
    "custody": "ask-children",
    "stepchildren": "ask-children",
    "adhd": "ask-different-minds",
    "autism": "ask-different-minds",
    "clergy": "ask-helper-broke-trust",
    "micromanaging": "ask-watched-at-work",
    "gossip": "ask-gossip",
    "polyamory": "ask-open",
    "outing": "ask-outing",
    "blackmail": "ask-outing",
}


@pytest.fixture(scope="module")
def search(packaged: Library) -> Search:
    """The search over the packaged pages."""
    return Search(packaged)


def test_there_are_sixteen_on_one_list(packaged: Library) -> None:
    topics = [each.id for each in packaged.headers() if each.kind is Kind.TOPIC]
    listed = {
        target.partition("#")[0]
        for target in links_of(packaged.page("asked").blocks)
    }
    assert len(topics) == 16
    assert listed >= set(topics)


@pytest.mark.parametrize(("words", "page"), WORDS.items())
def test_a_page_is_found_by_the_words_people_use(
    search: Search, words: str, page: str
) -> None:
    first = [hit.target.partition("#")[0] for hit in search.find(words, 3)]
    assert page in first


def test_each_is_led_to_from_a_sign_a_step_a_relationship_or_a_question(
    packaged: Library,
) -> None:
    led: set[str] = set()
    for header in packaged.headers():
        if header.kind is Kind.TOPIC or header.id == "asked":
            continue
        blocks = packaged.page(header.id).blocks
        led |= {target.partition("#")[0] for target in links_of(blocks)}
    topics = {each.id for each in packaged.headers() if each.kind is Kind.TOPIC}
    assert topics - led == set()
