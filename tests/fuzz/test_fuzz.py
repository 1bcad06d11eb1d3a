"""A small part of `make fuzz`, the same in every run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--cases", "15000"], "15000 cases, 0 failed"), (["--trees", "100"], "100 trees: ")],
    ids=["cases", "trees"],
)
def test_no_case_fails(arguments: list[str], said: str):
    """Readers answer any bytes, and the build any damage, with a result or with problems, and in time."""
    command = [sys.executable, str(RUN), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

    assert 0 == done.returncode, done.stdout[-4000:] + done.stderr[-2000:]
    assert said in done.stdout
    assert " 0 failed" in done.stdout


def test_a_case_that_fails_is_told_of():
    """The runner is not deaf: a reader that raises, and one that takes too long, end it with 1."""
    code = (
        "import sys; sys.path.insert(0, {folder!r}); sys.argv = ['run.py', '--cases', '2']\n"
        "from fuzz import cases, run\n"
        "def wrong(data):\n"
        "    {body}\n"
        "cases.TARGETS.clear(); cases.TARGETS['yaml'] = wrong\n"
        "run.LIMIT = 0.2\n"
        "sys.exit(run.main())"
    )
    for body, said in (("raise KeyError(data)", "KeyError"), ("\n    while True: pass", "TooSlowError")):
        program = code.format(folder=str(RUN.parent.parent), body=body)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)

        assert 1 == done.returncode, done.stderr
        assert said in done.stderr
        assert "2 cases, 2 failed" in done.stdout
