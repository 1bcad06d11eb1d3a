"""The clocks of this process, for measuring. The day of a build has nothing to do with them."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from generator.publish.steps import Clocks

wall = time.perf_counter
"""Seconds on the clock, since some moment."""


def cpu() -> float:
    """Seconds of processor time of this process and of those that it waited for, since it began."""
    waited = os.times()
    return time.process_time() + waited.children_user + waited.children_system


def since_start() -> Clocks:
    """Return the clocks that show what this process used since it began.

    Where the system does not tell when that was, the time before this call counts as spent at work.
    """
    before = _before() or cpu()
    now = wall()
    return lambda: (cpu(), before + wall() - now)


def _before() -> float:
    """Seconds since this process began; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError, AttributeError):
        fields = Path("/proc/self/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return 0.0
