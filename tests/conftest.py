"""What tests share: the project's folders, the theme's words, and the option to bless golden files."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings
from mistakes import MISTAKES, lay_out

from generator.build import load
from generator.problems import Report
from generator.strings import Strings, read_strings

PROJECT = Path(__file__).resolve().parent.parent

# A shell starts what runs in the background with SIGINT ignored, and so would be whatever the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# On a developer's machine each run tries other examples; a run that decides about a change tries the same ones always.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="take today's output of the golden cases as expected")


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written anew before they are compared."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the repository."""
    return PROJECT


@pytest.fixture(scope="session")
def theme(project: Path) -> Path:
    """The hub's own theme."""
    return project / "theme"


@pytest.fixture(scope="session")
def small_hub(project: Path) -> Path:
    """A content folder with one of everything and no problem."""
    return project / "tests/golden/small-hub/content"


@pytest.fixture(scope="session")
def strings(theme: Path) -> Strings:
    """The theme's words in both languages."""
    return read_strings(theme / "strings")


@pytest.fixture(scope="session")
def mistakes(small_hub: Path, theme: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """What is said of each mistake of the collection, by its name."""
    folder = tmp_path_factory.mktemp("mistakes")
    return {
        mistake.name: load(lay_out(small_hub, mistake, folder / str(number)), theme).report
        for number, mistake in enumerate(MISTAKES)
    }
