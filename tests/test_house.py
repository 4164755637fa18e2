"""Rules of the house that no other tool knows."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from trust_tui.library.library import Library
from trust_tui.typeset.blocks import plain_spans

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "trust_tui").rglob("*.py"))
DRAWING = [
    path
    for path in MODULES
    if path.parts[len(ROOT.parts) + 1]
    in ("app.py", "screens", "dialogs", "widgets", "commands")
]
TEXTS = sorted(
    path
    for path in chain(
        ROOT.glob("*.md"),
        (ROOT / "content").rglob("*.md"),
        (ROOT / "docs").rglob("*.md"),
    )
    if path.name != "helplines.md"
)
PHONE = re.compile(
    r"(?<![\w.,#/-])\+?\(?\d{2,5}\)?(?:[ /-]?\d{2,})+(?![\w.,/-])"
)
DAY = re.compile(r"\b\d{4}-\d{2}(-\d{2})?\b")

OUTERMOST = frozenset({"terminal/reader.py"})
"""Modules in which a thread of ours ends: there every error is caught, to be reported to the program."""

READS_MARKUP = frozenset(
    {
        *(
            "Static",
            "Label",
            "Button",
            "Checkbox",
            "RadioButton",
            "Switch",
            "Link",
            "Placeholder",
            "Collapsible",
            "Toast",
        ),
        *(
            "OptionList",
            "Option",
            "Select",
            "SelectionList",
            "Selection",
            "ListItem",
            "Tab",
            "TabPane",
        ),
        *("Tree", "DataTable", "Markdown", "RichLog"),
    }
)
"""Widgets of Textual that read markup in a plain `str`, or pass control characters on."""

MARKUP_NAMES = frozenset({"border_title", "border_subtitle", "tooltip"})
"""Attributes that read markup."""


def place(path: Path, node: ast.AST) -> str:
    """Where something stands, as an editor finds it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def nodes(paths: list[Path]) -> Iterator[tuple[Path, ast.AST]]:
    """Everything in some modules."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield path, node


def is_own(text: ast.expr) -> bool:
    """Whether a text is the program's own: a literal, or made harmless as `Content`."""
    if isinstance(text, ast.Constant):
        return True
    if isinstance(text, ast.IfExp):
        return is_own(text.body) and is_own(text.orelse)
    return (
        isinstance(text, ast.Call)
        and isinstance(text.func, ast.Name)
        and text.func.id == "Content"
    )


def offered_texts(node: ast.AST) -> Iterator[ast.expr]:
    """The texts that a call or an assignment would have read as markup."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
            name in READS_MARKUP
        ):
            yield from (
                argument
                for argument in node.args
                if not isinstance(argument, ast.Starred)
            )
        case ast.Call(func=ast.Attribute(attr="notify"), args=[text, *_]):
            yield text
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="self"), attr="update"),
            args=[text, *_],
        ):
            yield text
        case ast.Call(
            func=ast.Attribute(
                value=ast.Call(func=ast.Attribute(attr="query_one")),
                attr="update",
            ),
            args=[text, *_],
        ):
            yield text
        case ast.Assign(targets=[ast.Attribute(attr=name)]) if (
            name in MARKUP_NAMES
        ):
            yield node.value
        case ast.keyword(arg=str(name)) if name in MARKUP_NAMES:
            yield node.value


def test_no_text_of_a_person_can_be_read_as_markup() -> None:
    found = [
        place(path, text)
        for path, node in nodes(DRAWING)
        for text in offered_texts(node)
        if not is_own(text)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ("Static(name)", True),
        ("Static(f'{name}')", True),
        ("Label(record.title)", True),
        ("self.notify(f'Kept {name}')", True),
        ("self.update(text)", True),
        ("self.border_title = name", True),
        ("Button('Keep')", False),
        ("Static(Content(name))", False),
        ("self.update(Content(clean(text)))", False),
        ("answers.update(more)", False),
    ],
)
def test_the_rule_about_markup_finds_what_it_should(
    code: str, refused: bool
) -> None:
    texts = [
        text
        for node in ast.walk(ast.parse(code))
        for text in offered_texts(node)
    ]

    assert any(not is_own(text) for text in texts) is refused


def test_no_link_is_ever_opened_and_nothing_is_logged() -> None:
    forbidden = {"open_url", "open_links", "webbrowser", "deliver_screenshot"}
    found = [
        place(path, node)
        for path, node in nodes(MODULES)
        if (isinstance(node, ast.Attribute) and node.attr in forbidden)
        or (
            isinstance(node, ast.Import)
            and {alias.name for alias in node.names} & {"webbrowser", "logging"}
        )
        or (
            isinstance(node, ast.ImportFrom)
            and node.module in ("webbrowser", "logging")
        )
    ]

    assert found == []


def test_no_module_can_reach_the_network() -> None:
    reaching = {
        "http",
        "urllib.request",
        "ftplib",
        "smtplib",
        "ssl",
        "requests",
        "httpx",
    }
    found = [
        place(path, node)
        for path, node in nodes(MODULES)
        if (
            isinstance(node, ast.Import)
            and {alias.name for alias in node.names} & reaching
        )
        or (isinstance(node, ast.ImportFrom) and node.module in reaching)
    ]

    assert found == []


def test_no_class_is_compiled_for_each_start() -> None:
    """`dataclass` writes and compiles functions for each class each time the program starts; structs do not."""
    found = [
        f"{path}: {node.lineno}"
        for path, node in nodes(MODULES)
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
    ]
    assert found == []


def test_only_named_failures_are_caught() -> None:
    """`BaseException` may be caught to tidy up, and is raised again."""
    found = []
    for path, node in nodes(MODULES):
        if (
            not isinstance(node, ast.ExceptHandler)
            or str(path.relative_to(ROOT / "trust_tui")) in OUTERMOST
        ):
            continue
        names = (
            {
                name.id
                for name in ast.walk(node.type)
                if isinstance(name, ast.Name)
            }
            if node.type
            else {"all"}
        )
        raised = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
        if names & {"Exception", "all"} or (
            "BaseException" in names and not raised
        ):
            found.append(place(path, node))

    assert found == []


def phones_in(text: str) -> list[str]:
    """What looks like a telephone number."""
    return [
        found[0]
        for found in PHONE.finditer(DAY.sub("", text))
        if 6 <= sum(map(str.isdecimal, found[0])) <= 15
    ]


@pytest.mark.parametrize(
    "path", TEXTS, ids=lambda path: str(path.relative_to(ROOT))
)
def test_telephone_numbers_stand_among_the_helplines_alone(path: Path) -> None:
    assert phones_in(path.read_text("utf-8")) == []


def test_no_telephone_number_stands_in_the_code() -> None:
    found = [
        (place(path, node), phones)
        for path, node in nodes(MODULES)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (phones := phones_in(node.value))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("call 0808 2000 247 now", 1),
        ("116 123", 1),
        ("on 2026-11-24", 0),
        ("7,300 check-ins", 0),
        ("1 2 3", 0),
    ],
)
def test_the_rule_about_telephone_numbers_finds_what_it_should(
    text: str, count: int
) -> None:
    assert len(phones_in(text)) == count


def test_what_the_workbook_says_and_asks_is_content_not_code(
    packaged: Library,
) -> None:
    """A sample: questions, statements, prompts, titles of signs, steps and exercises, and the sentences of trends."""
    items = chain(packaged.daily_items(), packaged.self_check_items())
    said = {item.text for item in items}
    said |= {prompt.text for prompt in packaged.prompts()} | {
        question.text for question in packaged.questions()
    }
    said |= {
        header.title for header in chain(packaged.signs(), packaged.steps())
    }
    said |= {exercise.title for exercise in packaged.exercises.all()}
    for part in packaged.text("checkin-daily", "trends").parts:
        said |= {item.text for item in part.items}
    for page in packaged.signs():
        said |= {
            plain_spans(section.heading.spans)
            for section in packaged.page(page.id).sections
        }
    long = {text for text in said if len(text) >= 14}
    assert len(long) > 60

    found = [
        (place(path, node), text)
        for path, node in nodes(
            [path for path in MODULES if path.name != "demo.py"]
        )
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for text in long
        if text in node.value
    ]

    assert found == []
