"""Work in a copy of this process: the same result, whatever befalls the copy."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from generator.processes import Elsewhere


@pytest.fixture
def alone(monkeypatch):
    """Let this process count as one with a single thread: those that run tests side by side have one more."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_the_result_comes_from_another_process(alone):
    """The work begins at once, in a process that is not this one, and changes nothing here."""
    seen = []

    def work():
        seen.append(1)
        return os.getpid(), b"x" * 1_000_000

    process, data = Elsewhere(work).result()

    assert os.getpid() != process
    assert b"x" * 1_000_000 == data
    assert [] == seen


@pytest.mark.parametrize("fate", ["killed", "failing", "silent"])
def test_what_befalls_the_copy_is_made_good_here(alone, fate):
    """Killed, failing or returning what cannot be told: the work is done here."""
    here = os.getpid()

    def work():
        if os.getpid() != here:
            if fate == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            if fate == "failing":
                raise OSError("only there")
            return threading.Lock()
        return "here"

    assert "here" == Elsewhere(work).result()


def test_what_fails_everywhere_raises(alone):
    """A fault of the work itself is seen where its result is wanted."""
    with pytest.raises(ZeroDivisionError):
        Elsewhere(lambda: 1 // 0).result()


def test_a_process_with_threads_is_not_copied():
    """A copy of it could hang."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert os.getpid() == Elsewhere(os.getpid).result()
    finally:
        done.set()
        thread.join()


def test_nobody_is_left_behind(alone):
    """Closing waits for the copy, also when nobody asked for its result."""
    elsewhere = Elsewhere(lambda: time.sleep(0.05))
    child = elsewhere._child
    elsewhere.close()

    assert child > 0
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)
