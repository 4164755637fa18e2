"""Search over all content, and finding on one page."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trust_tui.domain.text_folding import fold, fold_with_places
from trust_tui.library.library import Library, packaged_folder
from trust_tui.library.page_search import Place, find_on_page, find_terms
from trust_tui.library.search import Search, excerpt
from trust_tui.typeset.layout import lay_out

from .conftest import Parse, Write, page_text


@pytest.fixture
def search(write: Write) -> Search:
    write(
        "trust.md",
        page_text(
            "trust",
            "Before.\n\n## Other {#other}\n\nNothing here.\n",
            title="Trusting people",
        ),
    )
    write(
        "b.md",
        page_text(
            "b",
            "## On trust {#on}\n\nWords.\n\n### Deeper\n\nApple *pie* and [a link\nover lines](b.md).\n",
        ),
    )
    body = "## Café {#cafe}\n\nSome trust in the Crème, don't ask. {#no}\n\n- [ ] An item to tick {#tick x=1}\n"
    return Search(Library([write("c.md", page_text("c", body))]))


def targets(search: Search, query: str) -> list[str]:
    return [hit.target for hit in search.find(query)]


def test_title_comes_before_heading_and_heading_before_text(
    search: Search,
) -> None:
    assert targets(search, "trust") == ["trust", "b#on", "c#cafe"]


def test_words_are_found_while_they_are_typed(search: Search) -> None:
    assert targets(search, "tru") == ["trust", "b#on", "c#cafe"]
    assert targets(search, "app") == ["b#on"]
    assert targets(search, "ppl") == []


def test_case_accents_and_apostrophes_do_not_matter(search: Search) -> None:
    assert targets(search, "CREME") == ["c#cafe"]
    assert targets(search, "cafe") == targets(search, "café") == ["c#cafe"]
    assert targets(search, "dont") == targets(search, "don’t") == ["c#cafe"]


def test_place_with_all_words_comes_before_places_with_some(
    search: Search,
) -> None:
    assert targets(search, "trust creme")[0] == "c#cafe"
    assert set(targets(search, "trust creme")) == {"trust", "b#on", "c#cafe"}


def test_words_of_the_title_help_a_section_but_do_not_find_it(
    search: Search,
) -> None:
    assert targets(search, "people nothing")[0] == "trust#other"
    assert "trust#other" not in targets(search, "people")


def test_words_side_by_side_come_before_words_apart(write: Write) -> None:
    write("a.md", page_text("a", "## A {#a}\n\nstart a soft thing\n"))
    folder = write("b.md", page_text("b", "## B {#b}\n\na soft start\n"))
    assert targets(Search(Library([folder])), "soft start") == ["b#b", "a#a"]


def test_hit_says_where_it_is_and_shows_the_text_without_markup(
    search: Search,
) -> None:
    (hit,) = search.find("pie")
    assert (hit.target, hit.title, hit.heading) == ("b#on", "B", "Deeper")
    assert hit.excerpt == "Apple pie and a link over lines."
    (hit,) = search.find("tick")
    assert hit.excerpt == "Some trust in the Crème, don't ask. An item to tick"


@pytest.mark.parametrize(
    "query", ["", "  ", "!?", "zzzz", "\x1b[2J", "[" * 10_000]
)
def test_query_without_words_or_hits_finds_nothing(
    search: Search, query: str
) -> None:
    assert search.find(query) == ()


def test_page_that_is_gone_is_left_out(search: Search, write: Write) -> None:
    folder: Path = write("gone.md", page_text("gone", "trust\n"))
    library = Library([folder])
    library.headers()
    (folder / "en" / "gone.md").unlink()
    later = Search(library)
    later.warm()
    assert "gone" not in targets(later, "trust")
    assert [problem.file for problem in library.problems] == ["gone.md"]


def test_hostile_page_does_not_hold_up_the_index(write: Write) -> None:
    for name, piece in enumerate(["[", "[a](", " ", "{", "# a  ", "`*_", "| "]):
        folder = write(
            f"{name}.md", page_text(f"p{name}", piece * (90_000 // len(piece)))
        )
    assert targets(Search(Library([folder])), "p3") == ["p3"]


def test_packaged_pages_are_found_best_first() -> None:
    search = Search(Library([packaged_folder()]))
    assert targets(search, "jeal")[0] == "sign-jealousy"
    assert targets(search, "check their phone")[0] == "faq#faq-check-phone"
    assert "step-3a#talk-start" in targets(search, "soft start")[:3]
    assert len(search.find("the", limit=5)) == 5


def test_excerpt_is_about_a_line_around_the_first_hit() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    shown = excerpt(text, ["word40"])
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "word40" in shown
    assert len(shown) <= 80
    assert excerpt("a" * 200, ["b"], 10) == "aaaaaaaaaa …"
    assert excerpt("", ["b"]) == ""


@given(st.text(max_size=100))
def test_folded_text_knows_where_it_came_from(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert all(fold(text[place]) for place in places)


def test_marks_and_punctuation_fold_away() -> None:
    assert fold("E\u0301té, l’ﬁn \u0301") == "ete  lfin "


def test_query_is_found_on_a_page_over_the_end_of_a_line(parse: Parse) -> None:
    layout = lay_out(
        parse("> aaaa bbbb cccc Dédd eeee\n\n- dedd\n")[0].blocks, 20
    )
    assert find_on_page(layout, "cccc dedd") == (
        Place("cccc", 0, 12, 16),
        Place("Dédd", 1, 2, 6),
    )
    assert find_on_page(layout, "edd") == (
        Place("édd", 1, 3, 6),
        Place("edd", 3, 3, 6),
    )
    assert find_on_page(layout, "漢") == find_on_page(layout, "?") == ()


def test_terms_are_found_once_as_whole_words_and_the_longest_first(
    library: Library, parse: Parse
) -> None:
    terms = dict(library.terms())
    other = library.text("words", "terms")
    layout = lay_out(
        parse("Softly, a start. A Soft start and soft-starts.\n")[0].blocks, 60
    )
    found = find_terms(layout, terms | {"start": other})
    assert [(section.id, place) for section, place in found] == [
        ("terms", Place("start", 0, 10, 15)),
        ("term-soft", Place("Soft start", 0, 19, 29)),
    ]
    assert find_terms(layout, {}) == ()
