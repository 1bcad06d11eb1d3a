"""Work that goes on in a process of its own, a copy of this one, and its result."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

P = TypeVar("P")
Q = TypeVar("Q")
T = TypeVar("T")


class Elsewhere(Generic[T]):
    """*work* done by a copy of this process, begun at once; its result has to be something pickle knows.

    Where there can be no copy (one of a process with several threads may hang) or something befell it, the work is
    done here when its result is asked for. What *work* changes in memory is seen by the copy only.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._child, self._pipe = 0, -1
        if not hasattr(os, "fork") or threading.active_count() > 1:
            return
        for stream in (sys.stdout, sys.stderr):
            stream.flush()  # or the copy would print it, too
        self._pipe, end = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            os.close(end)
            self._close_pipe()
            return
        if self._child == 0:
            os._exit(self._tell(end))
        os.close(end)

    @property
    def is_elsewhere(self) -> bool:
        """Whether a copy is at work: there is time for something else."""
        return self._pipe >= 0

    def result(self) -> T:
        """Wait for the result; raises whatever *work* raises when it has to be done here."""
        if self._pipe >= 0:
            with suppress(OSError, EOFError, pickle.UnpicklingError), os.fdopen(self._pipe, "rb") as stream:
                self._pipe = -1
                made: T = pickle.load(stream)  # noqa: S301 - written by our own copy
                self.close()
                return made
            self.close()
        return self._work()

    def close(self) -> None:
        """Wait for the copy to end, if there is one."""
        self._close_pipe()
        if self._child:
            with suppress(ChildProcessError):
                os.waitpid(self._child, 0)
            self._child = 0

    def _close_pipe(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1

    def _tell(self, end: int) -> int:
        """In the copy: do the work and write its result; the exit code."""
        try:
            os.close(self._pipe)
            made = pickle.dumps(self._work(), 5)
            with os.fdopen(end, "wb") as stream:
                stream.write(made)
        except BaseException:  # whoever waits does the work again, and meets the same
            return 1
        return 0


class Prepared(Generic[Q, P, T]):
    """The *answer* to a question that is asked later, by a copy of this process that does what it can until then.

    What *prepare* returns is given to *answer* with the question, which has to be something pickle knows, as the
    answer has. Where there can be no copy, all is done here when the answer is wanted.
    """

    def __init__(self, prepare: Callable[[], P], answer: Callable[[P, Q], T]) -> None:
        self._prepare, self._answer = prepare, answer
        self._questions, self._pipe = os.pipe()
        self._question: list[Q] = []
        self._elsewhere = Elsewhere(self._work)
        os.close(self._questions)

    def ask(self, question: Q) -> None:
        """Ask, once."""
        self._question.append(question)
        with suppress(BrokenPipeError), os.fdopen(self._pipe, "wb") as stream:
            self._pipe = -1
            stream.write(pickle.dumps(question, 5))

    def result(self) -> T:
        """Wait for the answer."""
        return self._elsewhere.result()

    def close(self) -> None:
        """Wait for the copy to end; one that was not asked has nothing to wait for."""
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
        self._elsewhere.close()

    def _work(self) -> T:
        if self._question:
            return self._answer(self._prepare(), self._question[0])
        os.close(self._pipe)  # in the copy: the end of the questions would never come
        prepared = self._prepare()
        with os.fdopen(self._questions, "rb") as stream:
            return self._answer(prepared, pickle.load(stream))  # noqa: S301 - written by our own process
