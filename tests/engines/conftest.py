"""A project to edit and break."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_fixture import copy_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the project."""
    return copy_project(tmp_path / "project")
