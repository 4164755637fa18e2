"""What the program leans on in Textual is still so; `trust_tui/textual_patches.py` says what to do when it is not."""

import ast
import asyncio
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
from rich import cells
from rich.segment import Segment
from textual import events, strip
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.color import Color
from textual.containers import Vertical
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet
from textual.filter import ANSIToTruecolor
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea, Tooltip
from textual.widgets._toast import ToastRack

from tests.conftest import PARSE
from trust_tui import textual_patches
from trust_tui.terminal.driver import TrustDriver
from trust_tui.textual_patches import (
    PatchedApp,
    PatchedScreen,
    after_picture,
    breakpoint_classes,
    driver_of,
    fills_while_it_lasts,
    forget_typed,
    in_context,
    keep_style_sheets,
    key_of,
    leave_out,
    once,
    remember_less,
    replace_base,
    stop_watching_theme,
    type_over_selection,
    until_mounted,
)

PACKAGE: Final = Path(textual_patches.__file__).parent
STANDARD: Final = {
    "_exit",
    "_replace",
    "_AppendAction",
    "_HelpAction",
    "_SubParsersAction",
    "_action_groups",
    "_option_string_actions",
}
"""Names of the standard library that have no other name: `os._exit`, that of a named tuple, those of argparse."""

IN_ONE_PLACE: Final = ("textual_patches.py", "terminal/textual_private.py")


class SampleScreen(PatchedScreen[None]):
    """A screen with a field."""

    keeps = True
    place: Offset | None = None

    @property
    def focus_place(self) -> Offset:
        return self.place or super().focus_place

    def compose(self) -> ComposeResult:
        """A field and a text."""
        self.add_class(*breakpoint_classes(self))
        yield Input(id="one")
        yield TextArea(id="text")

    def keeps_focus(self, widget: object) -> bool:
        return self.keeps


class Sample(PatchedApp):
    """A program with one screen."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]  # noqa: RUF012 - as Textual declares it
    BINDINGS = [("f8", "bell", "Ring")]  # noqa: RUF012 - as Textual declares it
    error: Exception | None = None

    def get_default_screen(self) -> Screen[None]:
        return SampleScreen()

    def on_fault(self, error: Exception | None) -> str:
        self.error = error
        return "It had to stop."

    def action_break(self) -> None:
        raise ZeroDivisionError("private words")


def test_backgrounds_are_looked_up_through_what_is_patched() -> None:
    remember_less()
    inner, outer = StylesCache().get_inner_outer(Color(0, 0, 0), Color(9, 9, 9))
    assert (inner.background, outer.background) == (
        Color(9, 9, 9),
        Color(0, 0, 0),
    )
    assert "get_inner_outer" in _names_in(StylesCache.render_line)


def test_a_line_keeps_no_other_form_of_itself() -> None:
    remember_less()
    line = Strip.blank(5)
    caches = {
        getattr(line, name)
        for name in Strip.__slots__
        if name.endswith("_cache")
    }
    assert (
        len(caches) == 2
    )  # the empty one, and a text that is made when asked for
    line.crop(1, 3)
    made: Any = vars(strip)["FIFOCache"](4)
    assert made.get("anything") is None
    assert line.crop(1, 3) is not line.crop(1, 3)


def test_what_nobody_sees_is_neither_made_nor_looked_for() -> None:
    app = Sample()
    kinds = (ANSIToTruecolor, ToastRack, Tooltip)

    def made() -> set[type[object]]:
        widgets = list[Widget]()
        with in_context(app):
            SampleScreen()._extend_compose(widgets)
        return {type(one) for one in (*app.get_line_filters(), *widgets)}

    assert made() >= set(kinds)
    leave_out(app)
    assert not made() & set(kinds)


@fills_while_it_lasts
class Filled(Widget):
    """A widget that is filled as it comes."""

    def compose(self) -> ComposeResult:
        """A field."""
        yield Input()

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(Input).value = "filled"


@pytest.mark.parametrize("ends", ["the widget", "the program"])
async def test_what_ends_as_it_comes_is_not_filled(ends: str) -> None:
    app = Sample()
    async with app.run_test() as pilot:
        await pilot.pause()
        filled = Filled()
        coming = app.screen.mount(filled)
        if ends == "the widget":
            await filled.remove()
        else:
            app.exit()
        await coming
    assert app.error is None


@pytest.mark.parametrize("late", ["in its turn", "in a worker"])
async def test_what_is_put_up_once_the_program_ends_is_no_fault(
    late: str,
) -> None:
    app = Sample()
    async with app.run_test() as pilot:
        await pilot.pause()
        screen = app.screen

        async def put_up() -> None:
            while not app._exit:
                await asyncio.sleep(0)
            await screen.mount(Label())

        if late == "in its turn":
            screen.call_next(put_up)
        else:
            app.run_worker(put_up())
        await asyncio.sleep(0)
        app.exit()
    assert app._exception is None
    assert app.error is None


async def test_a_field_that_is_gone_is_let_go_of() -> None:
    app = Sample()
    async with app.run_test() as pilot:
        await pilot.pause()
        field = app.screen.query_one(TextArea)
        watchers = getattr(app, "__watchers")["theme"]
        assert any(watcher[0] is field for watcher in watchers)
        stop_watching_theme(field)
        assert not any(watcher[0] is field for watcher in watchers)


def test_what_was_typed_is_measured_and_cut_through_what_is_forgotten() -> None:
    measured = cells.cached_cell_len
    forget_typed()
    for length in range(2, 9):
        assert cells.cell_len("zanzibar"[:length]) == length
        Segment("信頼信頼信頼").split_cells(length)
    cut = Segment._split_cells
    assert measured.cache_info().currsize > cut.cache_info().currsize == 7
    forget_typed()
    assert (measured.cache_info().currsize, cut.cache_info().currsize) == (0, 0)


async def test_a_call_comes_however_late_the_program_is() -> None:
    app, calls = Sample(), list[str]()
    async with app.run_test() as pilot:
        once(app, 0.0, lambda: calls.append("once"))
        app.set_timer(0.001, lambda: calls.append("timer"))
        given_up = time.monotonic() + 0.2
        while time.monotonic() < given_up:
            pass  # the event loop is held up on purpose
        while len(calls) < 2:
            await pilot.pause(0.01)
    assert sorted(calls) == ["once", "timer"]


async def test_a_timer_of_textual_would_skip_what_is_overdue() -> None:
    app = App[int]()
    async with app.run_test():
        timer = app.set_timer(60, lambda: None)
        assert timer._skip is True
        assert "_skip" in _names_in(Timer._run)


async def test_a_screen_is_waited_for_until_it_takes_keys() -> None:
    app = Sample()
    async with app.run_test():
        screen = SampleScreen()
        waiting = asyncio.create_task(until_mounted(screen))
        await asyncio.sleep(0)
        assert not waiting.done()
        await app.push_screen(screen)
        await waiting
        assert screen.is_mounted


async def test_a_fault_ends_it_with_one_sentence_and_no_value(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = Sample()
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            app.call_later(app.action_break)
            await pilot.pause()
    assert isinstance(app.error, ZeroDivisionError)
    assert app.return_code == 1
    shown = capsys.readouterr().err
    assert "private" not in shown
    assert "It had to stop." in shown


async def test_a_screen_may_be_pushed_from_outside_of_the_programs_messages() -> (
    None
):
    app = Sample()
    async with app.run_test() as pilot:
        with in_context(app):
            app.push_screen(SampleScreen(name="pushed"))
        await pilot.pause()
        assert app.screen.name == "pushed"
        assert app._driver is not None
        assert driver_of(app) is None  # one that is not ours
        app._driver = TrustDriver(app)
        assert driver_of(app) is app._driver


async def test_the_key_shown_is_the_one_the_user_has_given() -> None:
    app = Sample()
    async with app.run_test():
        assert key_of(app, "app.hide", "F8") == "F8"
        app.set_keymap({"app.hide": "f3,f4"})
        given = app.get_key_display(Binding("f3", "", ""))
        assert key_of(app, "app.hide", "F8") == given


@pytest.mark.parametrize(("width", "name"), [(60, "-narrow"), (80, "-normal")])
async def test_a_screen_knows_its_classes_before_it_is_laid_out(
    width: int, name: str
) -> None:
    app = Sample()
    async with app.run_test(size=(width, 20)):
        assert set(breakpoint_classes(app.screen)) == {name}
        assert app.screen.has_class(name)


@pytest.mark.parametrize("keeps", [True, False])
async def test_a_hidden_field_keeps_the_focus_where_the_screen_says_so(
    keeps: bool,
) -> None:
    app = Sample()
    async with app.run_test() as pilot:
        app.screen.keeps = keeps  # type: ignore[attr-defined]
        field = app.screen.query_one("#one", Input)
        field.focus()
        await pilot.pause()
        field.display = False
        await pilot.pause()
        assert (app.screen.focused is field) is keeps


async def test_the_cursor_of_the_terminal_goes_where_the_focus_is() -> None:
    app = Sample()
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, SampleScreen)
        screen.query_one("#one", Input).focus()
        await pilot.pause()
        in_field = app.cursor_position
        screen.place = Offset(7, 5)
        screen.refresh()
        await pilot.pause()
        assert app.cursor_position == Offset(7, 5) != in_field


class CountedScreen(SampleScreen):
    """A screen that shows how many letters stand in its field, and notes what stands in each picture."""

    def compose(self) -> ComposeResult:
        """A field some way down, and the count beside it."""
        with Vertical(), Vertical():
            yield TextArea(id="text")
        yield Label("0")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Count."""
        self.query_one(Label).update(str(len(event.text_area.text)))


class Counted(Sample):
    """A program that notes what stands in each of its pictures: the text and the count."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[tuple[str, str]] = []

    def get_default_screen(self) -> Screen[None]:
        return CountedScreen()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        for field in screen.query(TextArea):
            count = screen.query_one(Label)
            self.pictures.append((field.text, str(count.content)))
        super()._display(screen, renderable)


async def test_what_follows_from_a_letter_goes_out_in_the_same_picture() -> (
    None
):
    app = Counted()
    async with app.run_test() as pilot:
        app.screen.query_one(TextArea).focus()
        await pilot.pause()
        for text in ("a", "aa", "aaa"):
            app.pictures.clear()
            app.post_message(events.Key("a", "a"))
            while (text, str(len(text))) not in app.pictures:
                await asyncio.sleep(0.001)
            assert set(app.pictures) <= {
                (text, str(len(text))),
                (text[1:], str(len(text) - 1)),  # drawn before the letter came
            }


class Growing(ScrollView):
    """Learns only by its size how long it is, as a page does: longer than it is high."""

    def on_resize(self, event: events.Resize) -> None:
        """Take so many lines that a scrollbar has to stand beside them, for which all is laid out anew."""
        self.virtual_size = Size(event.size.width, 10 * event.size.height)


class LongScreen(SampleScreen):
    """A screen with something long."""

    def compose(self) -> ComposeResult:
        """The long one alone."""
        yield Growing()


class Scrolled(Sample):
    """A program that notes in each picture of a long screen whether its scrollbar is there."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[bool] = []

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if isinstance(screen, LongScreen):
            bar = screen.query_one(Growing).show_vertical_scrollbar
            self.pictures.append(bar)
        super()._display(screen, renderable)


async def test_a_screen_is_drawn_once_it_is_laid_out_and_not_before() -> None:
    app = Scrolled()
    async with app.run_test():
        with in_context(app):
            app.push_screen(LongScreen())
        while not app.pictures:
            await asyncio.sleep(0.001)
        assert app.pictures[0]


class RestComesLater(SampleScreen):
    """A screen that puts up the rest of it once its field is to be seen."""

    def compose(self) -> ComposeResult:
        """The field alone."""
        yield Input(id="one")

    def on_mount(self) -> None:
        """Have the rest come after the picture."""
        after_picture(self, self._complete)

    def _complete(self) -> None:
        self.mount(Label("the rest"))


class InParts(Sample):
    """A program that notes what stands in each picture of a screen that comes in parts."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[tuple[bool, bool]] = []

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if isinstance(screen, RestComesLater):
            parts = bool(screen.query(Input)), bool(screen.query(Label))
            self.pictures.append(parts)
        super()._display(screen, renderable)


async def test_what_comes_after_a_picture_is_not_waited_for_by_it() -> None:
    app = InParts()
    async with app.run_test() as pilot:
        with in_context(app):
            app.push_screen(RestComesLater())
        while (True, True) not in app.pictures:
            await asyncio.sleep(0.001)
        assert app.pictures[0] == (True, False)
        comes_too = asyncio.Event()
        await pilot.pause()
        after_picture(
            app.screen, comes_too.set
        )  # nothing is to be drawn any more
        await asyncio.wait_for(comes_too.wait(), 10)


async def test_text_is_put_in_place_of_what_is_selected_in_one_step() -> None:
    app = Sample()
    async with app.run_test():
        field = app.screen.query_one(TextArea)
        field.text = "a plain text"
        field.selection = type(field.selection)((0, 2), (0, 7))
        type_over_selection(field, "good")
        assert field.text == "a good text"
        assert field.cursor_location == (0, 6)
        field.undo()
        assert field.text == "a plain text"


def _names_in(function: Any) -> set[str]:
    """The names a function uses, those of what it holds as well."""
    code = function.__code__
    return {*code.co_names, *code.co_varnames}


def _own_names() -> set[str]:
    """Every private name that the package itself defines: functions, classes, attributes, slots."""
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case (
                    ast.FunctionDef(name=name)
                    | ast.AsyncFunctionDef(name=name)
                    | ast.ClassDef(name=name)
                ):
                    names.add(name)
                case (
                    ast.Attribute(attr=name, ctx=ast.Store())
                    | ast.Name(id=name, ctx=ast.Store())
                ):
                    names.add(name)
                case ast.Constant(value=str(name)) if name.isidentifier():
                    names.add(name)
    return names


def _private_names(path: Path) -> Iterator[str]:
    """The private names that a module reads of something, and the private modules it imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Load()):
                if name.startswith("_") and not name.startswith("__"):
                    yield name
            case ast.ImportFrom(module=str(module)):
                if module.startswith(("textual", "rich")) and "._" in module:
                    yield module


def _elsewhere() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if str(path.relative_to(PACKAGE)) not in IN_ONE_PLACE:
            yield path


def test_no_other_module_reads_a_private_name_of_textual() -> None:
    own = _own_names()
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in _elsewhere()
        for name in _private_names(path)
        if name not in own and name not in STANDARD
    }
    assert found == set()


def test_no_other_module_overrides_a_private_name_of_textual() -> None:
    found = set[str]()
    for path in _elsewhere():
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if name.endswith(("__main__", "cli.import")):
            continue
        module = import_module(name)
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == name:
                found |= {
                    f"{kind.__name__}.{member}" for member in _overridden(kind)
                }
    assert found == set()


def _overridden(kind: type) -> Iterator[str]:
    above = [
        base for base in kind.__mro__ if base.__module__.startswith("textual.")
    ]
    for member in vars(kind):
        is_private = member.startswith("_") and not member.startswith("__")
        is_theirs = any(member in vars(base) for base in above)
        if is_private and is_theirs and member not in MADE:
            yield member


MADE: Final = frozenset({*vars(type("Plain", (Label,), {})), "_abc_impl"})
"""What is put into every class that is made of one of Textual's."""


async def test_the_screen_that_a_mode_began_with_gives_its_place_to_another() -> (
    None
):
    app = Sample()
    async with app.run_test():
        first, second = app.screen, SampleScreen()
        with pytest.raises(IndexError):
            app.switch_screen(SampleScreen())
        app._screen_stack[:] = [first]
        replace_base(first, second)
        await until_mounted(second)
        assert app.screen_stack == [second]


def kind_of_label(number: int) -> type[Label]:
    """A class of widgets with a style sheet of its own."""
    sheet = f"Kind{number} {{ width: {number + 1}; }}"
    return type(f"Kind{number}", (Label,), {"DEFAULT_CSS": sheet})


async def test_a_class_of_widgets_that_comes_up_has_no_other_style_sheet_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed = []

    def counted(*given: Any, **named: Any) -> Any:
        parsed.append(given)
        return parse(*given, **named)

    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    monkeypatch.setattr(Stylesheet, "_parse_rules", PARSE)
    app = PatchedApp()
    keep_style_sheets(app)
    async with app.run_test() as pilot:
        await app.mount(*(kind_of_label(number)() for number in range(80)))
        await pilot.pause()
        assert len(parsed) >= 80
        parsed.clear()
        await app.mount(kind_of_label(80)())
        await pilot.pause()
    assert len(parsed) == 1
