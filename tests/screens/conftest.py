"""The program started on a workbook that asks for its passphrase."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from tests.conftest import MakeApp, Open
from tests.support import USUAL, CountingExecutor, Session


@pytest.fixture
def make_session(make_app: MakeApp) -> Open:
    """Starts the program as `start` does, and does not wait until the workbook is open."""

    @asynccontextmanager
    async def open_session(size: tuple[int, int] = USUAL, **options: Any) -> AsyncIterator[Session]:
        executor = CountingExecutor()
        asyncio.get_running_loop().set_default_executor(executor)
        app = make_app(**options)
        async with app.run_test(size=size) as pilot:
            yield Session(app, pilot, executor)

    def start(size: tuple[int, int] = USUAL, **options: Any) -> AbstractAsyncContextManager[Session]:
        return open_session(size, **options)

    return start
