"""Try the readers with many cases: `make fuzz`.

    run.py [--cases 1000000] [--first 0] [--engine soup|hypothesis|atheris] [--target yaml …] [--trees 1000]

A case may take two seconds of processor time; one that takes longer, or raises, is printed with its number and ends
the run with 1 after the others. `atheris` is guided by coverage; it is used where it is installed.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzz.cases import TARGETS, case

LIMIT = 2.0
"""Seconds of processor time that a case may take."""
MOST_SHOWN = 20


class TooSlowError(Exception):
    """A case took longer than `LIMIT`."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def tried(name: str, data: bytes) -> float:
    """Run the target *name* with *data*; return its seconds. Raises what it raises, or `TooSlowError`."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    start = time.process_time()
    try:
        TARGETS[name](data)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def soup(names: list[str], cases: int, first: int) -> int:
    """Try cases by number, the targets in turn; return how many failed."""
    failed, slowest, started = 0, (0.0, 0, ""), time.monotonic()
    for number in range(first, first + cases):
        name = names[number % len(names)]
        try:
            slowest = max(slowest, (tried(name, case(number)), number, name))
        except Exception:
            failed += 1
            if failed <= MOST_SHOWN:
                print(f"case {number} ({name}): {case(number)[:300]!r}")
                traceback.print_exc(limit=-3)
        if (number - first + 1) % 50_000 == 0:
            print(f"{number - first + 1} cases, {failed} failed, {time.monotonic() - started:.0f} s", flush=True)
    print(f"{cases} cases, {failed} failed; the slowest took {slowest[0]:.3f} s: case {slowest[1]} ({slowest[2]})")
    return failed


def with_hypothesis(names: list[str], cases: int) -> int:
    """Let hypothesis choose and shrink; it raises with the smallest case."""
    from fuzz.cases import SIGNS
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    text = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join) | st.text(max_size=80)

    @settings(max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(names), text.map(str.encode) | st.binary(max_size=80))
    def any_case(name: str, data: bytes) -> None:
        tried(name, data)

    any_case()
    print(f"{cases} cases by hypothesis, none failed")
    return 0


def with_atheris(names: list[str], cases: int) -> int:
    """Let atheris follow the coverage of the generator; it ends the process when a case fails."""
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: this engine was NOT run", file=sys.stderr)
        return 0
    with atheris.instrument_imports(include=["generator"]):
        import importlib

        from generator.reading import files, front_matter, markdown, yaml

        for module in (yaml, files, front_matter, markdown):
            importlib.reload(module)

    def one(data: bytes) -> None:
        if data:
            tried(names[data[0] % len(names)], data[1:])

    atheris.Setup([sys.argv[0], f"-runs={cases}", "-max_len=4096", "-verbosity=1"], one)
    atheris.Fuzz()
    return 0


def main() -> int:
    """Run what the arguments ask for; 0 when no case failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--engine", choices=("soup", "hypothesis", "atheris"), default="soup")
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--trees", type=int, default=0, help="content folders with damage, instead of single files")
    given = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    names = given.target or list(TARGETS)
    if given.trees:
        from fuzz.trees import trees

        return min(1, trees(given.trees, given.first))
    if given.engine == "hypothesis":
        return with_hypothesis(names, given.cases)
    if given.engine == "atheris":
        return with_atheris(names, given.cases)
    return min(1, soup(names, given.cases, given.first))


if __name__ == "__main__":
    sys.exit(main())
