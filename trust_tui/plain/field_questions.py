"""Asks the fields of a form one after the other, in the order of the screen, and puts what is typed into them."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from textual.widget import Widget
from textual.widgets import Input, TextArea

from trust_tui.dialogs.form_dialog import FormDialog
from trust_tui.dialogs.pick import PickDialog
from trust_tui.domain import later, tr
from trust_tui.keys.command_list import Command
from trust_tui.plain import command_words, spoken
from trust_tui.plain.asking import CLEAR, LINE_HELP, SCALE_HELP, say_choices
from trust_tui.plain.plain_words import plain
from trust_tui.plain.prompt import (
    BACK,
    HELP,
    LEAVE,
    LITERAL,
    SIGNS,
    number_of,
)
from trust_tui.plain.screen_telling import WordsAround, say_below, say_notice
from trust_tui.screens.list_page import ListPageScreen
from trust_tui.widgets import Framed, LabelledLine, PageView, RowList, Words
from trust_tui.widgets.scale_form import ScaleForm

END: Final = "."
"""Alone on a line, it ends a text of several lines."""

TEXT_HELP: Final = later(
    "Write as many lines as you like; a line with only a dot ends it. What you write comes after what stands there. "
    "x alone takes all of it away."
)


PASSPHRASE_HELP: Final = later(
    "What you type is not shown. b alone goes back, q alone leaves; all else is part of the passphrase."
)


class Talk(Protocol):
    """What a question is asked with."""

    async def ask(
        self, label: str, *, secret: bool = False, literal: bool = False
    ) -> str:
        """Ask for a line."""

    async def rest(self) -> None:
        """Wait until the program has done what it was asked to."""

    async def press(self, key: str) -> None:
        """Press a key."""

    async def do(self, command: Command) -> None:
        """Give a command."""

    async def back(self, screen: Framed[Any]) -> None:
        """One step back."""

    async def leave_or(self, screen: Framed[Any], typed: str) -> bool:
        """Do what a sign stands for in a field."""

    async def answer(self, screen: Framed[Any], typed: str) -> None:
        """Do what was typed where no words are asked for."""

    def help(self, screen: Framed[Any], here: str = "") -> None:
        """Say what can be typed."""

    def is_on(self, screen: Framed[Any]) -> bool:
        """Whether a screen is still in view."""

    @property
    def focused(self) -> Widget | None:
        """The part in focus."""


def fields_on(screen: Framed[Any]) -> list[Widget]:
    """The fields that are to be seen, in their order."""
    kinds = (Input, TextArea, ScaleForm)
    return [one for one in spoken.shown(screen) if isinstance(one, kinds)]


def asked_back(screen: Framed[Any]) -> Mapping[Widget, str]:
    """What a form asks back about a field, by the field."""
    return {
        field: plain(field.parent.question)
        for field in fields_on(screen)
        if isinstance(field.parent, LabelledLine) and field.parent.question
    }


def is_form(screen: Framed[Any]) -> bool:
    """Whether there is something to write or to answer on a screen."""
    if isinstance(screen, ListPageScreen):
        return isinstance(screen.focused, Input)
    return bool(fields_on(screen))


def keeps_draft(screen: object) -> bool:
    """Whether what is typed on a screen becomes a draft."""
    return isinstance(screen, FormDialog)


def place_in(field: Widget) -> tuple[int, str]:
    """Where one is within a field, to see whether it has gone on by itself."""
    words = ""
    for one in field.parent.children if field.parent else ():
        if isinstance(one, Words) and one.id == "question":
            words += one.text
    return (field.cursor if isinstance(field, ScaleForm) else 0), words


class FieldQuestions:
    """Leads through a form."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._begun: Framed[Any] | None = None
        self._has_typed = False
        self._at_end = False
        self._read: list[str] = []
        self._words = WordsAround()
        self._written: TextArea | None = None

    def is_draft(self, screen: object) -> bool:
        """Whether something was typed in the form in view, which keeps it as a draft."""
        is_there = screen is self._begun and keeps_draft(screen)
        return is_there and self._has_typed

    async def turn(self, screen: Framed[Any]) -> None:
        """Ask one thing."""
        if screen is not self._begun:
            self._begin(screen)
        say_notice(screen)
        if isinstance(screen, PickDialog):
            await self._pick(screen)
            return
        if self._at_end:
            await self._end(screen)
            return
        field = self._talk.focused
        if field is None or field not in screen.focus_chain:
            chain = screen.focus_chain
            if not chain:
                self._at_end = True
                return
            field = chain[0]
            screen.set_focus(field)
            await self._talk.rest()
        await self._ask(screen, field)

    def _begin(self, screen: Framed[Any]) -> None:
        self._begun, self._at_end, self._read = screen, False, []
        self._has_typed = False
        print(f"\n{spoken.title_of(screen)}")
        self._words = WordsAround()
        chain = screen.focus_chain
        if chain and not isinstance(screen, (PickDialog, ListPageScreen)):
            screen.set_focus(chain[0])

    async def _ask(self, screen: Framed[Any], field: Widget) -> None:
        """Ask for one field, then go to the next where the form has not gone on by itself."""
        before = place_in(field)
        asked = asked_back(screen)
        self._words.say_above(screen, field)
        if isinstance(field, ScaleForm):
            went_on = await self._scale(screen, field)
        elif isinstance(field, TextArea):
            went_on = await self._text(screen, field)
        elif isinstance(field, Input):
            went_on = await self._line(screen, field)
        elif isinstance(field, RowList):
            went_on = await self._rows(screen, field)
        elif isinstance(field, PageView):
            went_on = await self._page(screen, field)
        else:
            went_on = await self._other(screen)
        await self._talk.rest()
        if not went_on or not self._talk.is_on(screen):
            return
        now, chain = self._talk.focused, screen.focus_chain
        if now is chain[0] and field is chain[-1] and len(chain) > 1:
            # What goes round has come to its end, unless something is wrong with what was typed.
            is_refused = screen.key_bar.said or asked_back(screen) != asked
            self._at_end = not is_refused
        elif now is field and place_in(field) == before:
            await self._go_on(screen, field)

    async def _go_on(self, screen: Framed[Any], field: Widget) -> None:
        """To the next field, where the form has not gone there by itself; Enter in the last keeps some."""
        command = command_words.on_enter(screen)
        is_last = isinstance(field, Input) and field is screen.focus_chain[-1]
        if is_last and command is not None and "Enter" in command.keys:
            await self._talk.do(command)
            if self._talk.is_on(screen):
                say_below(screen, field)
        else:
            self._next(screen, field)

    def _next(self, screen: Framed[Any], field: Widget) -> None:
        chain = screen.focus_chain
        at = chain.index(field) if field in chain else len(chain)
        if at + 1 < len(chain):
            screen.set_focus(chain[at + 1])
        else:
            self._at_end = True

    async def _before(self, screen: Framed[Any], field: Widget) -> None:
        """To the question before, or out of the form, which keeps what was typed as a draft."""
        if isinstance(field, ScaleForm) and field.cursor > 0:
            field.cursor -= 1
            return
        chain = screen.focus_chain
        at = chain.index(field) if field in chain else 0
        if at > 0:
            screen.set_focus(chain[at - 1])
            return
        words = place_in(field)
        await self._talk.press("shift+tab")
        if self._talk.is_on(screen) and place_in(field) == words:
            self._begun = None
            await self._talk.back(screen)

    async def _typed(
        self, screen: Framed[Any], field: Widget, label: str, help: str
    ) -> str | None:
        """What was typed for a field; None where it was something else, which is done."""
        secret = isinstance(field, Input) and field.password
        literal = secret or isinstance(field, TextArea)
        line = await self._talk.ask(label, secret=secret, literal=literal)
        if not self._talk.is_on(screen):
            return None
        if secret and line not in (BACK, LEAVE):
            return line  # any other sign may be part of a passphrase
        typed = line.rstrip()
        if typed == HELP:
            self._talk.help(
                screen, f"{help} {tr('A colon comes before a command.')}"
            )
            return None
        if typed.lower() == BACK:
            await self._before(screen, field)
            return None
        if await self._talk.leave_or(screen, typed):
            return None
        self._has_typed = self._has_typed or bool(line)
        if typed.startswith(LITERAL) and (
            typed[1:].lower() in SIGNS or typed[1:2] == ":"
        ):
            return line[1:]
        return line

    async def _line(self, screen: Framed[Any], field: Input) -> bool:
        label = spoken.label_of(field)
        if not spoken.is_short(label):  # it was just said
            label = tr("Passphrase") if field.password else tr("Words")
        parent = field.parent
        hint = parent.hint if isinstance(parent, LabelledLine) else ""
        if field.value and not field.password:
            print(tr("It says: {words}", words=plain(field.value)))
        elif field.placeholder and label != spoken.placeholder_of(field):
            print(
                tr(
                    "Left empty, it is: {words}",
                    words=spoken.placeholder_of(field),
                )
            )
        asked = asked_back(screen).get(field)
        if field.password and PASSPHRASE_HELP not in self._read:
            self._read = [PASSPHRASE_HELP]
            print(tr(PASSPHRASE_HELP))
        typed = await self._typed(
            screen,
            field,
            label if label.endswith("?") else f"{label.rstrip(' .:')}:",
            f"{hint} {tr(LINE_HELP)}".strip(),
        )
        if typed is None:
            return False
        if typed:
            clears = typed.lower() == CLEAR and not field.password
            field.value = "" if clears and field.value else typed
        await self._talk.rest()
        if asked_back(screen).get(field) not in (None, asked):
            print(asked_back(screen)[field])
        if self._talk.is_on(screen):
            await field.action_submit()
        return True

    async def _text(self, screen: Framed[Any], field: TextArea) -> bool:
        label = spoken.label_of(field)
        if field.text.strip():
            print(tr("It says:"))
            print(plain(field.text))
        print(tr("{label}. A line with only a dot ends it.", label=label))
        if field is not self._written:
            self._written = field
            field.text = field.text.rstrip("\n")
        is_first = True
        while (
            typed := await self._typed(screen, field, "", tr(TEXT_HELP))
        ) is not None:
            if typed.rstrip() == END:
                return True
            if typed.strip().lower() == CLEAR and is_first:
                field.text = ""
                return True
            is_first = False
            # Each line goes into the field at once, and with it into the draft.
            field.text = f"{field.text}\n{typed}" if field.text else typed
            await self._talk.rest()
        return False

    async def _scale(self, screen: Framed[Any], form: ScaleForm) -> bool:
        if not form.items:
            return True
        item = form.items[form.cursor]
        print()
        print(
            tr(
                "{number} of {count}. {question}",
                number=form.cursor + 1,
                count=len(form.items),
                question=item.text,
            )
        )
        known = say_choices(item, form.answers)
        typed = await self._typed(screen, form, tr("Answer:"), tr(SCALE_HELP))
        if typed is None:
            return False
        sign = number_of(typed)
        if sign in known:
            value = known[sign]
            if value is None:
                form.action_not_apply()
            else:
                form.action_answer(value)
            return True
        if sign.lower() == CLEAR:
            form.action_clear()
        elif sign:
            signs = ", ".join(known)
            print(tr("Type one of {signs}, or nothing.", signs=signs))
            return False
        form.action_move(1)
        return True

    async def _rows(self, screen: Framed[Any], rows: RowList) -> bool:
        lines, places = spoken.numbered(rows)
        print("\n".join(lines))
        held = spoken.row_text(rows.rows[rows.cursor]) if rows.key else ""
        typed = await self._typed(
            screen,
            rows,
            tr("Number:"),
            tr(
                "A number chooses. An empty line leaves it: {words}.",
                words=held,
            ),
        )
        if typed is None:
            return False
        if typed == "":
            if hasattr(rows, "action_skip"):
                rows.action_skip()
            return True
        sign = number_of(typed)
        if sign not in places:
            signs = ", ".join(places)
            print(tr("Type one of {signs}, or nothing.", signs=signs))
            return False
        rows.cursor = places[sign]
        await self._talk.rest()
        rows.action_choose()
        return True

    async def _page(self, screen: Framed[Any], page: PageView) -> bool:
        """A page above fields: it is read, and its boxes are ticked."""
        lines, places = spoken.page_lines(page)
        if lines != self._read:
            self._read = lines
            print("\n".join(lines))
        typed = await self._typed(
            screen,
            page,
            tr("Enter goes on:"),
            tr(
                "A number ticks a box or follows a link. An empty line goes on."
            ),
        )
        if typed is None or typed == "":
            return typed is not None
        number = number_of(typed)
        if number in places:
            page.follow(places[number])
        else:
            print(tr("There is no such number here."))
        return False

    async def _other(self, screen: Framed[Any]) -> bool:
        """A part that is waited for."""
        command = command_words.on_enter(screen)
        if command is not None and not fields_on(screen):
            await self._talk.do(command)
        return True

    async def _pick(self, screen: PickDialog) -> None:
        """Ask for words, say what is found, and let a number choose."""
        rows = screen.query_one(RowList)
        field = screen.query_one(Input)
        lines, places = spoken.numbered(rows)
        print("\n".join(lines[:MOST_FOUND]))
        label = tr("{label}, or a number:", label=spoken.label_of(field))
        typed = await self._typed(
            screen, field, label, tr("A number opens what was found.")
        )
        if typed is None or not self._talk.is_on(screen):
            return
        if (number := number_of(typed)) in places:
            rows.cursor = places[number]
            rows.action_choose()
        elif typed:
            field.value = typed
        await self._talk.rest()

    async def _end(self, screen: Framed[Any]) -> None:
        """After the last field: keep, or something else."""
        self._words.say_above(screen, None)
        command = command_words.on_enter(screen)
        name = command.name if command else tr("goes on")
        was = self._talk.focused
        typed = await self._talk.ask(
            tr("Enter: {command}. Or a command:", command=name)
        )
        if not self._talk.is_on(screen):
            return
        if typed == "" and command is not None:
            await self._talk.do(command)
            if self._talk.is_on(screen):
                self._go_through_again(screen, was)
        elif typed.lower() == BACK:
            self._at_end = False
            chain = screen.focus_chain
            if chain:
                screen.set_focus(chain[-1])
        else:
            await self._talk.answer(screen, typed)

    def _go_through_again(
        self, screen: Framed[Any], was: Widget | None
    ) -> None:
        """Begin again where something cannot be kept: in the field the form leads to or asks about, or the first."""
        self._at_end = False
        for why in asked_back(screen).values():
            print(why)
        chain = screen.focus_chain
        if chain and self._talk.focused is was:
            if not asked_back(screen):
                say_below(screen, chain[-1])
            screen.set_focus(next(iter(asked_back(screen)), chain[0]))


MOST_FOUND: Final = 40
"""So many lines of what is found are said."""
