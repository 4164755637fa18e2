"""Keys and pastes act in the order in which they came, each once the one before has done all it does.

Textual hands a letter to the field in focus, while the key of a command goes up from the field to the program, from one
message queue to the next. What comes in one read is on its way at the same time, and letters overtake commands. Here
the next one is handed over once the program has nothing left to do for the last one. Letters for one field need not
wait for each other: they share its queue.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import NoActiveWorker, Worker, get_current_worker

from trust_tui.terminal.textual_private import (
    has_calls_ready,
    is_laid_out,
    priority_action,
)

R = TypeVar("R")
T = TypeVar("T")

SOON: Final = 0.001
"""Seconds until the program is looked at again while it is at work, at first."""

LATER: Final = 0.02
"""The same when it has been at work for a while."""

SCREEN_PATIENCE: Final = 2.0
"""The longest that a key waits for a screen to be laid out, in seconds; far more than one ever takes."""

URGENT_PATIENCE: Final = 0.15
"""Seconds that an urgent key waits for its turn while nothing goes on before it."""


class TakesTurns(App[R], Generic[R]):
    """A program that says what its keys have to wait for, and which of them cannot wait."""

    URGENT: ClassVar[frozenset[str]] = frozenset()
    """Actions that are not kept waiting by work that takes long."""

    BESIDE: ClassVar[frozenset[str]] = frozenset()
    """Groups of workers that no key waits for, unless they go on after an answer."""

    async def push_screen_wait(
        self, screen: Any, *, mode: str | None = None
    ) -> Any:
        """Show a screen and wait for its answer, which keys give."""
        return await answered(super().push_screen_wait(screen, mode=mode))

    @property
    def keeps_colours_of_terminal(self) -> bool:
        """Whether no colours are sent, so that those hold that the terminal has by itself."""
        return False

    is_read_out = False
    """Whether a screen reader has to be able to follow the picture."""

    @property
    def is_at_work(self) -> bool:
        """Whether something that a key has begun is still under way and waits for no other key."""
        return any(
            worker.is_running
            and worker not in _waiting
            and (worker.group not in self.BESIDE or worker in _went_on)
            for worker in self.workers
        )

    def is_urgent(self, key: str) -> bool:
        """Whether a key stands for something that cannot wait."""
        return priority_action(self, key) in self.URGENT


class _Aside(NamedTuple):
    """What was typed before an urgent key.

    Attributes:
        messages: In their order.
        there: The screens that had come between by then.
    """

    messages: list[Message]
    there: list[Screen[Any]]


_waiting: Final[WeakSet[Worker[Any]]] = WeakSet()
"""Workers that wait for what a key will bring."""

_went_on: Final[WeakSet[Worker[Any]]] = WeakSet()
"""Workers that a key has had go on."""


def _comes_between(screen: Screen[Any]) -> bool:
    """Whether a screen says of itself, by a class attribute, that urgent keys lead to it: what was typed before such a
    key is not meant for it.
    """
    return getattr(screen, "comes_between", False)


async def answered(answer: Awaitable[T]) -> T:
    """Wait, in a worker, for something that keys bring about: the next keys need not wait for this one."""
    try:
        worker = get_current_worker()
    except NoActiveWorker:
        return await answer
    _waiting.add(worker)
    try:
        return await answer
    finally:
        _waiting.discard(worker)
        _went_on.add(worker)


async def until_done(most_turns: int) -> None:
    """Wait until nothing is under way, but for what waits for something outside.

    Args:
        most_turns: How many turns of the event loop it may take.
    """
    loop = asyncio.get_running_loop()
    while most_turns and has_calls_ready(loop):
        most_turns -= 1
        await asyncio.sleep(0)


class KeyQueue:
    """Hands keys and pastes to a program. All of it belongs to the event loop."""

    def __init__(
        self, app: App[Any], send: Callable[[Message], object]
    ) -> None:
        """Begin with nothing typed.

        Args:
            app: The program.
            send: Gives it an event.
        """
        self._app = app
        self._send = send
        self._held: deque[Message] = deque()
        self._field: Widget | None = None
        self._is_looking = False
        self._sent_at = 0.0
        self._pause = SOON
        self._aside: list[_Aside] = []
        self._when_done: list[Callable[[], object]] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for its turn, but what may wait for a screen that came between to go."""
        aside = () if self._is_between else self._aside
        return not (*self._held, *aside)

    def put(self, message: Message) -> None:
        """Take what was typed."""
        self._held.append(message)
        if not self._is_looking:
            self._go_on()
        if self._held and isinstance(message, events.Key):
            self._watch(message)

    def clear(self) -> None:
        """Forget what waits."""
        self._held.clear()
        self._aside.clear()

    def when_done(self, call: Callable[[], object], patience: float) -> None:
        """Call something once all that was typed has done what it does, or after so many seconds."""
        waiting = [call]

        def once() -> None:
            if waiting:
                waiting.pop()()

        self._when_done.append(once)
        loop = asyncio.get_running_loop()
        self._sent_at = (
            loop.time()
        )  # what was asked for otherwise than by a key is to be laid out too
        loop.call_later(patience, once)
        if not self._is_looking:
            self._go_on()

    def _go_on(self) -> None:
        """Hand over what may act now, and come back for the rest."""
        loop = asyncio.get_running_loop()
        self._is_looking = False
        if (
            not self._app.screen_stack
        ):  # the program ends: nothing is there to take a key
            self.clear()
        while self._held or self._aside or self._when_done:
            if self._held and self._follows_in_field(self._held[0]):
                self._hand_over(self._held.popleft())
            elif has_calls_ready(loop):  # something is still to be done
                self._is_looking = True
                loop.call_soon(self._go_on)
                return
            elif not self._is_ready(loop.time()):
                self._is_looking = True
                loop.call_later(self._pause, self._go_on)
                self._pause = min(self._pause * 1.5, LATER)
                return
            elif not self._let_next_act():
                return

    def _let_next_act(self) -> bool:
        """Hand over the next, or tell that all is done; False where what is left has to wait for a key."""
        self._pause = SOON
        self._take_back()
        if self._held:
            self._hand_over(self._held.popleft())
        elif self._aside:
            return False
        else:
            calls, self._when_done = self._when_done, []
            for call in calls:
                call()
        return True

    def _hand_over(self, message: Message) -> None:
        """Let one act."""
        self._field = self._field_of(message)
        self._sent_at = asyncio.get_running_loop().time()
        self._send(message)

    def _field_of(self, message: Message) -> Widget | None:
        """The field that takes it as text, if one does."""
        focused = self._app.focused
        if focused is None:
            return None
        if isinstance(message, events.Paste):
            return focused if focused.check_consume_key("a", "a") else None
        if isinstance(message, events.Key) and focused.check_consume_key(
            message.key, message.character
        ):
            return focused
        return None

    def _follows_in_field(self, message: Message) -> bool:
        """Whether it is text for the same field as the last one: the field's own queue keeps their order."""
        return (
            self._field is not None and self._field_of(message) is self._field
        )

    def _is_ready(self, now: float) -> bool:
        """Whether the program can take the next, now that it sleeps."""
        app = self._app
        if (
            isinstance(app, TakesTurns)
            and app.is_at_work
            and not self._is_between
        ):
            return False
        return now - self._sent_at > SCREEN_PATIENCE or is_laid_out(app)

    # What cannot wait

    def _watch(self, key: events.Key) -> None:
        """Look after a key that may be urgent."""
        asyncio.get_running_loop().call_later(URGENT_PATIENCE, self._hurry, key)

    def _hurry(self, key: events.Key) -> None:
        """Have an urgent key act before its turn if nothing goes on.

        What was typed before it was meant for another place than the one it leads to, and waits for that.
        """
        app = self._app
        if not isinstance(app, TakesTurns) or key not in self._held:
            return
        if not app.screen_stack:
            return
        if asyncio.get_running_loop().time() - self._sent_at < URGENT_PATIENCE:
            self._watch(key)
        elif app.is_urgent(key.key):
            before = []
            while (message := self._held.popleft()) is not key:
                before.append(message)
            self._aside.append(_Aside(before, self._come_between))
            self._hand_over(key)

    @property
    def _come_between(self) -> list[Screen[Any]]:
        """The screens in the way that urgent keys have led to."""
        return [
            screen
            for screen in self._app.screen_stack
            if _comes_between(screen)
        ]

    @property
    def _is_between(self) -> bool:
        """Whether an urgent key has led to the screen in view, and what was typed before it waits below."""
        return bool(self._aside) and _comes_between(self._app.screen)

    def _take_back(self) -> None:
        """Let what was put aside for an urgent key have its turn, once the screen that key led to is gone.

        A second such key may have come before that: what was typed between the two goes first, where it was meant to.
        """
        while self._aside:
            last = self._aside[-1]
            if any(s not in last.there for s in self._come_between):
                return
            self._held.extendleft(reversed(last.messages))
            self._aside.pop()
