"""The library: pages by id from several folders, and what can be answered or done."""

from pathlib import Path

import pytest

from trust_tui.domain.errors import ContentError
from trust_tui.library import library as module
from trust_tui.library.library import Library, packaged_folder
from trust_tui.library.model import Choice, Item, Prompt

from .conftest import SELF_CHECK, Write, page_text

SCALE = (
    Choice(text="Not at all", value=0),
    Choice(text="Every day", value=4),
    Choice(text="Does not apply", value=None),
)


def test_pages_come_in_reading_order_with_folders_after(
    library: Library,
) -> None:
    assert [header.id for header in library.headers()] == [
        "zero", "first", "faq", "safety", "words", "self-check", "daily", "journal", "sign-ask", "step-2", "step-1",
    ]  # fmt: skip


def test_signs_steps_and_shelf_are_parts_of_it(library: Library) -> None:
    assert [header.id for header in library.signs()] == ["sign-ask"]
    assert [header.id for header in library.steps()] == ["step-1", "step-2"]
    assert [header.id for header in library.shelf()] == [
        "zero",
        "first",
        "safety",
        "words",
    ]


def test_page_is_read_once(library: Library) -> None:
    assert library.page("zero") is library.page("zero")


def test_links_of_a_page_are_resolved(library: Library) -> None:
    header, part = library.resolve("safety#danger")
    assert (header.title, part) == ("Safety", "danger")
    assert library.resolve("zero") == (library.header("zero"), "")


@pytest.mark.parametrize("target", ["nowhere", "https://example.org", ""])
def test_unknown_page_says_so(library: Library, target: str) -> None:
    with pytest.raises(ContentError, match="no such page"):
        library.resolve(target)
    with pytest.raises(ContentError, match="no such page"):
        library.page(target)


def test_items_are_those_of_signs_then_the_ground_on_one_scale(
    library: Library,
) -> None:
    assert library.self_check_items() == (
        Item(id="ask-a", text="I asked again.", choices=SCALE, sign="sign-ask"),
        Item(
            id="ask-b", text="I looked twice.", choices=SCALE, sign="sign-ask"
        ),
        Item(id="ground-a", text="They kept their word.", choices=SCALE),
    )
    assert library.sign_items("sign-ask") == library.self_check_items()[:2]


def test_daily_items_bring_their_own_answers(library: Library) -> None:
    (item,) = library.daily_items()
    assert (item.id, item.text, item.sign) == ("day-how", "How?", "")
    assert item.choices == (
        Choice(text="Badly", value=0),
        Choice(text="Well", value=4),
    )


def test_step_holds_its_exercises_prompts_done_and_goal(
    library: Library,
) -> None:
    step = library.step("step-1")
    assert step.goal == "By [date] I will write."
    assert step.done == ("One line.",)
    assert step.prompts == (
        Prompt(id="try-p1", text="When was it?", source="step-1"),
    )
    one, two = step.exercises
    assert (one.id, one.title, one.step, one.minutes, one.joint, one.evidence, one.audience) == (
        "try-one", "First try", "step-1", 15, True, "practice", ("partner", "work"),
    )  # fmt: skip
    assert [item.id for item in one.ticks] == ["try-one-1", "try-one-2"]
    assert [(item.id, item.attrs["write"]) for item in one.fields] == [
        ("try-one-w1", "line")
    ]
    assert (two.minutes, two.joint, two.ticks) == (10, False, ())


def test_step_without_its_sections_is_empty(library: Library) -> None:
    step = library.step("step-2")
    assert (step.exercises, step.prompts, step.done, step.goal) == (
        (),
        (),
        (),
        "",
    )


def test_exercise_is_found_by_id(library: Library) -> None:
    assert [exercise.id for exercise in library.exercises.all()] == [
        "try-one",
        "try-two",
    ]
    assert library.exercises.one("try-two").title == "Second try"
    with pytest.raises(ContentError, match="no exercise"):
        library.exercises.one("other")


def test_page_that_is_no_step_is_refused_as_one(library: Library) -> None:
    with pytest.raises(ContentError, match="not a step"):
        library.step("zero")


def test_prompts_are_those_of_steps_then_of_the_journal(
    library: Library,
) -> None:
    assert [(prompt.id, prompt.source) for prompt in library.prompts()] == [
        ("try-p1", "step-1"),
        ("free-p1", "journal"),
    ]


def test_questions_have_an_id_and_an_answer(library: Library) -> None:
    (question,) = library.questions()
    assert (question.id, question.text, question.page) == ("why", "Why?", "faq")


def test_readings_are_sections_or_parts(library: Library) -> None:
    assert library.text("self-check", "level-hardly").paragraphs == (
        "Close to nothing.",
    )
    with pytest.raises(ContentError, match="no part level-other"):
        library.text("self-check", "level-other")


def test_terms_are_found_by_every_form(library: Library) -> None:
    assert set(library.terms()) == {"soft start", "soft starts", "soft-starts"}


def test_library_without_pages_says_what_is_missing(tmp_path: Path) -> None:
    library = Library([tmp_path / "nowhere"])
    assert (
        library.headers(),
        library.problems,
        library.exercises.all(),
        library.questions(),
    ) == ((), (), (), ())
    assert (library.prompts(), library.terms()) == ((), {})
    with pytest.raises(ContentError, match="no page of the kind self-check"):
        library.self_check_items()
    with pytest.raises(ContentError, match="no page of the kind checkin"):
        library.daily_items()


def test_self_check_without_a_scale_says_so(write: Write) -> None:
    body = (
        SELF_CHECK.replace("{value=na}", "")
        .replace("{value=0}", "")
        .replace("{value=4}", "")
    )
    library = Library(
        [
            write(
                "self-check.md",
                page_text("self-check", body, kind="self-check"),
            )
        ]
    )
    with pytest.raises(ContentError, match="no answers to choose from"):
        library.self_check_items()


def test_sign_without_items_is_named_and_the_others_still_asked(
    library: Library, write: Write
) -> None:
    write("signs/0-empty.md", page_text("sign-empty", kind="sign"))
    assert [item.id for item in library.self_check_items()] == [
        "ask-a",
        "ask-b",
        "ground-a",
    ]
    assert [item.id for item in library.self_check_items()] == [
        "ask-a",
        "ask-b",
        "ground-a",
    ]
    assert [problem.file for problem in library.problems] == [
        "signs/0-empty.md"
    ]
    with pytest.raises(ContentError, match="no part self-check"):
        library.sign_items("sign-empty")


def test_broken_file_is_named_and_the_others_are_shown(
    library: Library, write: Write
) -> None:
    write("bad.md", "no front matter")
    assert len(library.headers()) == 11
    assert [(problem.file, problem.line) for problem in library.problems] == [
        ("bad.md", 1)
    ]


def test_file_that_vanishes_is_an_error_of_that_page_only(
    library: Library, write: Write
) -> None:
    library.headers()
    folder = write("other.txt", "")
    (folder / "en" / "steps" / "1-try.md").unlink()
    (folder / "en" / "faq.md").unlink()
    with pytest.raises(ContentError, match="cannot be read any more"):
        library.page("step-1")
    assert library.exercises.all() == ()
    assert library.questions() == ()
    assert [problem.file for problem in library.problems] == [
        "steps/1-try.md",
        "faq.md",
    ]


def test_slip_in_a_page_is_a_warning_once_it_is_read(
    library: Library, write: Write
) -> None:
    write("zero.md", page_text("zero", "[x](nowhere.md)\n"))
    assert len(library.problems) == 0
    library.page("zero")
    assert [
        (problem.file, problem.warning) for problem in library.problems
    ] == [("zero.md", True)]


def test_users_page_takes_the_place_of_the_packaged_one_by_its_id(
    library: Library, write: Write
) -> None:
    own = write(
        "mine.md",
        page_text(
            "zero",
            "Mine, see [first](first.md) and [new](new.md).\n",
            title="Mine",
        ),
        "own/en",
    )
    write(
        "new.md",
        page_text("new", "[Back](mine.md), [more](signs/1-ask.md)\n"),
        "own/en",
    )
    both = Library([own, own.parent / "content"])
    assert both.header("zero").title == "Mine"
    assert both.page("new").words == 2
    assert both.page("zero").words == 5
    assert both.problems == ()
    assert len(both.headers()) == 12


def test_broken_page_of_the_user_leaves_the_packaged_one(
    library: Library, write: Write
) -> None:
    own = write("zero.md", b"---\nid: zero\n\xff", "own/en")
    both = Library([own, own.parent / "content"])
    assert both.header("zero").title == "Zero"
    assert [problem.file for problem in both.problems] == ["zero.md"]


def test_users_folder_needs_no_folder_for_a_language(
    library: Library, write: Write
) -> None:
    own = write("zero.md", page_text("zero", title="Mine"), "own")
    assert Library([own, own.parent / "content"]).header("zero").title == "Mine"


@pytest.mark.parametrize("language", ["nl", "nl_BE", "nl-BE"])
def test_translated_page_is_shown_and_the_rest_falls_back(
    library: Library, write: Write, language: str
) -> None:
    folder = write(
        "zero.md",
        page_text("zero", "Zie [a](first.md).\n", title="Nul"),
        "content/nl",
    )
    translated = Library([folder], language)
    assert translated.header("zero").title == "Nul"
    assert translated.header("first").title == "First"
    translated.page("zero")
    assert translated.problems == ()


@pytest.mark.parametrize("language", ["de", "../content/nl", "", "/etc"])
def test_language_that_is_not_there_is_english(
    library: Library, write: Write, language: str
) -> None:
    folder = write("zero.md", page_text("zero", title="Nul"), "content/nl")
    assert Library([folder], language).header("zero").title == "Zero"


def test_seventh_sign_exercise_and_question_appear_as_files(
    tmp_path: Path, write: Write
) -> None:
    packaged = packaged_folder()
    body = (packaged / "en" / "steps" / "1-acknowledge.md").read_text("utf-8")
    extra = "### One more {#ack-more min=5 with=alone evidence=practice}\n\n1. Do it.\n\n- [ ] Done {#ack-more-1}\n\n"
    write(
        "steps/1-acknowledge.md",
        body.replace(
            "## Questions to write about", f"{extra}## Questions to write about"
        ),
        "own/en",
    )
    write(
        "faq-own.md",
        page_text(
            "faq-own",
            "## And this? {#faq-own-this}\n\nYes.\n",
            kind="faq",
            order=10,
        ),
        "own/en",
    )
    sign = "## Look {#self-check}\n\n- I counted. {#counting-a}\n"
    own = write(
        "signs/7-counting.md",
        page_text("sign-counting", sign, kind="sign", order=7),
        "own/en",
    )
    library = Library([own, packaged])
    assert library.signs()[-1].id == "sign-counting"
    assert len(library.signs()) == 7
    assert "counting-a" in {item.id for item in library.self_check_items()}
    assert library.exercises.one("ack-more").minutes == 5
    assert library.questions()[-1].id == "faq-own-this"
    assert library.problems == ()


def test_packaged_content_has_what_the_program_asks_for() -> None:
    library = Library([packaged_folder()])
    assert len(library.self_check_items()) == 15
    assert [len(item.choices) for item in library.daily_items()] == [
        5,
        5,
        6,
        4,
        5,
    ]
    assert len(library.steps()) == 6
    assert len(library.exercises.all()) == 35
    talking = [
        each for each in library.exercises.all() if each.step[:6] == "step-3"
    ]
    assert len([each for each in talking if not each.joint]) >= 6
    assert len(library.prompts()) == 29
    assert len(library.questions()) == 17
    assert all(library.step(header.id).goal for header in library.steps())


def test_content_in_an_installed_package_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trust_tui" / "content").mkdir(parents=True)
    monkeypatch.setattr(
        module,
        "__file__",
        str(tmp_path / "trust_tui" / "library" / "library.py"),
    )
    assert packaged_folder() == tmp_path / "trust_tui" / "content"


def test_pages_can_be_read_beforehand() -> None:
    library = Library([packaged_folder()])
    assert all(
        piece is not None
        for piece in library.pages_beforehand(("signs", "no-such-page"))
    )
    assert library.page("signs") is library.page("signs")


PACK = ("de", "ja", "pt-BR")


@pytest.fixture
def pack(write: Write) -> Path:
    """A folder of content in three languages, without English."""
    for language in PACK:
        folder = write(
            "zero.md", page_text("zero", title=language), f"pack/{language}"
        )
    return folder


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("de", "de"),
        ("de_AT", "de"),
        ("pt_BR", "pt-BR"),
        ("pt-br", "pt-BR"),
        ("ja", "ja"),
        ("fr:ja:de", "ja"),
        ("en", "Zero"),
        ("en_GB", "Zero"),
        ("pt", "Zero"),
        ("C", "Zero"),
        ("", "Zero"),
    ],
)
def test_a_folder_without_the_readers_language_gives_way_to_english(
    library: Library, write: Write, pack: Path, asked: str, title: str
) -> None:
    english = write("more.md", page_text("more"), "content/en")

    several = Library([pack, english], asked)

    assert several.header("zero").title == title
    assert several.problems == ()
