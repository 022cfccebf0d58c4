"""A data package with every table that it may hold, to be broken."""

from pathlib import Path

import pytest
from tiny import FURTHER, TABLES, write


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """Folder of a data package without fault."""
    return write(tmp_path / "rich", {**TABLES, **FURTHER})
