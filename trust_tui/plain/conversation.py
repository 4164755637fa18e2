"""Leads through the whole program in plain lines: the screens, dialogs and drafts are the same, the words are typed.

The program runs as it always does, on a terminal that nobody sees. What stands on its screen is said, and what is typed
is done to it: a number chooses, a name gives a command, words go into the field in focus.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, Final

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

from trust_tui.domain import EndedError, UsageError, Workbook, later, tr, trn
from trust_tui.keys.command_list import Command
from trust_tui.plain import command_words
from trust_tui.plain.field_questions import FieldQuestions, is_form, keeps_draft
from trust_tui.plain.prompt import (
    BACK,
    HELP,
    LEAVE,
    SAFETY,
    number_of,
    say,
)
from trust_tui.plain.screen_telling import ScreenTelling, say_notice
from trust_tui.plain.typed_lines import TypedLines, unseen
from trust_tui.program.app import TrustApp
from trust_tui.screens.list_page import ListPageScreen
from trust_tui.terminal.key_queue import KeyQueue
from trust_tui.textual_patches import in_context
from trust_tui.widgets import Framed, PageView, RowList

SIZE: Final = (70, 40)
"""The terminal that nobody sees: one pane at a time."""

PATIENCE: Final = 20.0
"""The longest that is waited until the program rests, in seconds; what takes longer is told as it goes on."""

COMMAND: Final = ":"
"""Before a command's name where words are typed."""

SIGN_OF: Final = {
    "help": HELP,
    "safety": SAFETY,
    "back": BACK,
    "leave": LEAVE,
    "quit": LEAVE,
}
"""Words that are typed for a sign."""

HIDDEN: Final = later(
    "Nothing is shown. An empty line goes back to it, q leaves."
)


class Conversation:
    """One sitting in plain lines."""

    def __init__(
        self,
        app: TrustApp,
        flow: str = "",
        said: Sequence[str] = (),
        whom: Callable[[Workbook], str] | None = None,
    ) -> None:
        """Prepare.

        Args:
            app: The program, not running yet.
            flow: Where to go at once, such as `week.begin`, to leave after it; empty for the whole program.
            said: The lines of the first screen that were said already, with a question behind them.
            whom: Tells whom the flow is to be about, once the workbook is open; None for whoever is in mind.
        """
        self._app = app
        self._whom = whom
        self._told = ScreenTelling(said)
        self._flow = flow
        self._led: Worker[None] | None = None
        self._queue = KeyQueue(app, self._send)
        self._fields = FieldQuestions(self)
        self._lines: TypedLines

    async def lead(self) -> int:
        """Go on until the user leaves; the exit status."""
        self._lines = TypedLines()
        running = asyncio.create_task(
            self._app.run_async(headless=True, size=SIZE, mouse=False)
        )
        status = 0
        try:
            await self._until_open(running)
            while self._app.is_running:
                # What is done has to come from the program: it does not heed messages of nobody everywhere.
                with in_context(self._app):
                    if not await self._is_led_to_the_end():
                        await self._turn()
        except EndedError:
            status = 3
            say(tr("The input ended."))
            if self._fields.is_draft(self._app.screen):
                say(tr("What was typed is kept as a draft."))
        finally:
            if self._app.is_running:
                with in_context(self._app):
                    self._app.ending.leave(status)
            await running
        return self._app.return_code or status

    async def _until_open(self, running: "asyncio.Task[int | None]") -> None:
        """Wait until the workbook is open, or something is asked before that."""
        while not running.done():
            if self._app.is_running and (
                self._app.session.ready or len(self._app.screen_stack) > 1
            ):
                break
            await asyncio.sleep(0.005)
        await self.rest()

    async def _is_led_to_the_end(self) -> bool:
        """Go where one wanted to go, once nothing else is asked; True when that is done, and the program left."""
        if not self._flow or len(self._app.screen_stack) > 1:
            return False
        await self.rest()
        if self._led is None:
            if len(self._app.screen_stack) == 1 and self._app.session.ready:
                given: tuple[str, ...] = ()
                if self._whom is not None:
                    given = (self._whom(self._app.session.workbook),)
                leading = self._app.flows.run(self._flow, *given)
                self._led = self._app.run_worker(leading, group="flow")
                await self.rest()
            return False
        if not self._led.is_finished:
            return False
        say_notice(self._app.screen)
        await self._leave()
        return True

    # What the program is asked to do

    def _send(self, message: Message) -> None:
        message.set_sender(self._app)
        self._app.post_message(message)

    async def rest(self) -> None:
        """Wait until the program has done what it was asked to."""
        if not self._app.is_running:
            return
        done = asyncio.Event()
        self._queue.when_done(done.set, PATIENCE)
        await done.wait()

    async def press(self, key: str) -> None:
        """Press a key."""
        letter = key if len(key) == 1 else None
        self._queue.put(events.Key(key, letter))
        await self.rest()

    async def do(self, command: Command) -> None:
        """Give a command."""
        self._told.tell_changes()
        await self._app.run_action(command.action, command.node)
        await self.rest()

    async def ask(
        self,
        label: str | None,
        *,
        secret: bool = False,
        literal: bool = False,
    ) -> str:
        """Ask for a line.

        Args:
            label: Stands before what is typed; None where it stands there already.
            secret: It is not shown while it is typed.
            literal: The blanks at its ends are part of it.

        Raises:
            EndedError: The input ended.
        """
        if label is not None:
            sys.stdout.write(f"{label} ")
            sys.stdout.flush()
        with unseen() if secret else nullcontext():
            typed = await self._lines.next()
        return typed.rstrip("\r") if literal else typed.strip()

    # One turn

    async def _turn(self) -> None:
        """Say what is new, ask, and do it."""
        await self.rest()
        screen = self._app.screen
        if isinstance(screen, ListPageScreen):
            screen.pages.show_due_page()
        if not isinstance(screen, Framed):
            await self._hidden()
            return
        if is_form(screen):
            self._told.forget_choices()
            await self._fields.turn(screen)
            return
        asked = self._told.tell(screen)
        if screen.is_waited_for:
            await self._wait_out(screen)
            return
        typed = await self.ask(None if asked else self._label(screen))
        if self._app.screen is not screen:
            return  # the program has gone on by itself, as when it locks
        await self.answer(screen, typed)

    async def _wait_out(self, screen: Framed[Any]) -> None:
        """Wait until something is done, or have it stopped by what is typed meanwhile."""
        may_stop = (
            not self._lines.are_there
        )  # what was typed ahead is for later
        if may_stop:
            say(tr("b stops it, and everything stays as it was."))
        while self.is_on(screen):
            if may_stop and self._lines.are_there:
                try:
                    typed = await self._lines.next()
                except EndedError:
                    may_stop = False  # what is under way is brought to its end
                    continue
                await self.answer(screen, typed.strip())
                say_notice(screen)
            await asyncio.sleep(0.005)

    async def _hidden(self) -> None:
        say(tr(HIDDEN))
        typed = await self.ask(tr("Hidden:"))
        if typed.lower() == LEAVE:
            await self._leave()
            return
        self._app.action_hide()
        self._told.tell_changes()
        await self.rest()

    def _label(self, screen: Framed[Any]) -> str:
        if self._told.has_more:
            return tr("Enter goes on:")
        command = command_words.on_enter(screen)
        has_numbers = bool(self._told.choices)
        if command is None:
            return self._told.label(screen)
        if has_numbers:
            return tr(
                "Enter: {command}. Or a number or command:",
                command=command.name,
            )
        return tr("Enter: {command}. Or a command:", command=command.name)

    async def answer(self, screen: Framed[Any], typed: str) -> None:
        """Do what was typed where no words are asked for."""
        sign = SIGN_OF.get(typed.lower(), typed.lower())
        if typed == "":
            await self._go_on(screen)
        elif sign == HELP:
            self.help(screen)
        elif sign == SAFETY:
            await self._safety()
        elif sign == BACK:
            await self.back(screen)
        elif sign == LEAVE:
            await self._leave()
        elif (number := number_of(typed)).isdecimal():
            await self._choose(number)
        else:
            await self.command(screen, typed.removeprefix(COMMAND))

    async def _go_on(self, screen: Framed[Any]) -> None:
        """An empty line: what is left to say, else what goes on here, else all of it once more."""
        if self._told.has_more:
            self._told.tell_more(screen)
            return
        command = command_words.on_enter(screen)
        if command is not None:
            await self.do(command)
        self._told.tell_again(screen)

    async def _choose(self, number: str) -> None:
        """Choose a row, follow a link, or tick a box."""
        if number not in self._told.choices:
            numbers = [int(n) for n in self._told.choices if n.isdecimal()]
            told = [tr("There is no such number here.")]
            if numbers:
                told.append(
                    trn(
                        "There is one number: {first}.",
                        "The numbers go from {first} to {last}.",
                        len(numbers),
                        first=min(numbers),
                        last=max(numbers),
                    )
                )
            say(" ".join(told))
            return
        self._told.drop_rest()
        widget, index = self._told.choices[number]
        if isinstance(widget, RowList):
            widget.cursor = index
            widget.action_choose()
        elif isinstance(widget, PageView):
            widget.focus()
            widget.follow(index)
        await self.rest()

    async def command(self, screen: Framed[Any], typed: str) -> None:
        """Give the command that was typed; a number behind it names the row it is for."""
        name, _, number = typed.rpartition(" ")
        number = number_of(number)
        if not (name and number.isdecimal()):
            name, number = typed, ""
        try:
            command = command_words.find(screen, name)
        except UsageError as error:
            say(error.advice)
            return
        if number:
            if number not in self._told.choices:
                say(tr("There is no such number here."))
                return
            widget, index = self._told.choices[number]
            if isinstance(widget, RowList):
                widget.cursor = index
                await self.rest()
        self._told.drop_rest()
        await self.do(command)

    def help(self, screen: Framed[Any], here: str = "") -> None:
        """Say what can be typed."""
        say(*filter(None, (here,)))
        if self._told.choices:
            say(tr("A number chooses, follows a link or ticks a box."))
        for command in command_words.offered(screen):
            what, name = command_words.typed_for(command), command.name
            is_name = name.lower().startswith(what) and len(what) > 1
            say(name if is_name else f"{what}: {name}")
        say(
            tr(
                "A command may have the number of a row behind it. ! is the page on safety, b goes back, q leaves."
            )
        )
        if keeps_draft(screen):
            say(tr("Whoever leaves keeps what was typed as a draft."))

    async def _safety(self) -> None:
        self._told.drop_rest()
        self._app.action_safety()
        await self.rest()

    async def back(self, screen: Framed[Any]) -> None:
        """One step back, or a word where there is none."""
        was = self._told.described(screen)
        self._told.drop_rest()
        self._told.tell_changes()
        if screen.check_action("back", ()):
            screen.action_back()
        await self.rest()
        if self.is_on(screen) and self._told.described(screen) == was:
            say(tr("There is nothing to go back to. q leaves."))
            self._told.is_known(screen)

    async def _leave(self) -> None:
        self._app.ending.leave(0)
        while self._app.is_running:
            await asyncio.sleep(0.005)

    async def leave_or(self, screen: Framed[Any], typed: str) -> bool:
        """Do what a sign stands for in a field; False where it is none of them."""
        sign = typed.lower()
        if sign == SAFETY:
            await self._safety()
        elif sign == LEAVE:
            await self._leave()
        elif typed.startswith(COMMAND):
            await self.command(screen, typed.removeprefix(COMMAND))
        else:
            return False
        return True

    @property
    def focused(self) -> Widget | None:
        """The part in focus."""
        return self._app.focused

    def is_on(self, screen: Framed[Any]) -> bool:
        """Whether a screen is still the one in view."""
        return self._app.is_running and self._app.screen is screen
