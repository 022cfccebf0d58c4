"""The tiny data package, and ways to break it in one place at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny import FURTHER, TABLES, Change, Edit, describer, editor, write


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Folder of a data package without fault."""
    return write(tmp_path / "tiny")


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """Folder of one that holds every table which a package may have."""
    return write(tmp_path / "rich", {**TABLES, **FURTHER})


@pytest.fixture
def edit(tiny: Path) -> Edit:
    """Put one text into the place of another in a file of the tiny package."""
    return editor(tiny)


@pytest.fixture
def describe(tiny: Path) -> Callable[[Change], None]:
    """Change the descriptor of the tiny package."""
    return describer(tiny)


@pytest.fixture
def compose() -> Callable[[Any, str], Any]:
    """The simplest way to give a series: as published."""
    return lambda facts, indicator: facts.leaves[indicator]
