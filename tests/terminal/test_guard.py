"""The guard within a process that it shall not end, and in one that it shall; `test_driver` has the real programs."""

import asyncio
import os
import select
import signal
import subprocess
import sys
import threading

import pytest

from trust_tui.terminal.guard import SIGNALS, Guard, close_other_end


@pytest.mark.parametrize("signum", SIGNALS)
async def test_a_signal_is_told_once_in_the_loop(
    signum: signal.Signals,
) -> None:
    told = asyncio.Event()
    guard = Guard(told.set, patience=60)
    guard.install()
    try:
        os.kill(os.getpid(), signum)
        await asyncio.wait_for(told.wait(), 30)
        assert guard.signum is signum
    finally:
        guard.remove()


async def test_a_hung_up_terminal_is_told() -> None:
    leader, follower = os.openpty()
    told = asyncio.Event()
    guard = Guard(told.set, patience=60, descriptor=follower)
    guard.install()
    try:
        os.close(leader)
        await asyncio.wait_for(told.wait(), 30)
        assert guard.signum is signal.SIGHUP
    finally:
        guard.remove()
        os.close(follower)


@pytest.mark.skipif(
    sys.platform != "linux", reason="Linux says what belongs together"
)
def test_the_other_end_of_ones_own_terminal_alone_is_closed() -> None:
    leader, follower = os.openpty()
    other_leader, other_follower = os.openpty()
    close_other_end(follower)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(leader)
    assert os.isatty(other_leader)
    assert select.select([follower], [], [], 0)[0]  # it is hung up
    for end in (follower, other_leader, other_follower):
        os.close(end)


async def test_removing_gives_the_signals_back() -> None:
    leader, follower = os.openpty()
    before = [signal.getsignal(signum) for signum in SIGNALS]
    guard = Guard(lambda: None, descriptor=follower)
    guard.install()
    # A signal that is none of ours passes by.
    previous = signal.signal(signal.SIGUSR1, lambda *_: None)
    os.kill(os.getpid(), signal.SIGUSR1)
    guard.remove()
    guard.remove()
    signal.signal(signal.SIGUSR1, previous)
    assert [signal.getsignal(signum) for signum in SIGNALS] == before
    assert guard.signum is None
    os.close(leader)
    os.close(follower)


STUCK = """
import asyncio, os, signal, sys, time
from trust_tui.terminal.guard import Guard
async def main():
    words = None if sys.argv[1] == "silent" else lambda: os.write(1, b"last words")
    if sys.argv[1] == "stuck":
        words = lambda: signal.pause()
    leader, follower = os.openpty()
    Guard(lambda: None, last_words=words, patience=0.2, descriptor=follower).install()
    os.kill(os.getpid(), signal.SIGTERM)
    while True:
        time.sleep(1)
asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("kind", "output"),
    [("silent", b""), ("speaking", b"last words"), ("stuck", b"")],
)
def test_a_loop_that_is_stuck_is_ended(kind: str, output: bytes) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STUCK, kind],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (143, output)


async def test_a_closed_loop_is_no_error() -> None:
    guard = Guard(lambda: None, patience=60)
    guard.install()
    closed = asyncio.new_event_loop()
    closed.close()
    guard._loop = closed
    os.kill(os.getpid(), signal.SIGTERM)
    while guard.signum is None:
        await asyncio.sleep(0)
    guard.remove()


async def test_a_signal_that_another_thread_is_told_of_wakes_the_program() -> (
    None
):
    told = asyncio.Event()
    descriptors = os.pipe()
    guard = Guard(lambda: None, descriptor=descriptors[0])

    def tell_oneself() -> None:
        select.select(
            [], [], [], 0.2
        )  # the loop sleeps by then; where it does not, there is nothing to wake
        signal.pthread_kill(threading.get_ident(), signal.SIGCONT)
        told_off.wait()

    told_off = threading.Event()
    thread = threading.Thread(target=tell_oneself)
    guard.install()
    before = signal.signal(signal.SIGCONT, lambda *_: told.set())
    thread.start()
    try:
        loop = asyncio.get_running_loop()
        given_up = loop.time() + 10
        loop.call_at(given_up, lambda: None)  # wakes the program in any case
        await told.wait()
        assert loop.time() < given_up
    finally:
        told_off.set()
        thread.join()
        signal.signal(signal.SIGCONT, before)
        guard.remove()
        for descriptor in descriptors:
            os.close(descriptor)
