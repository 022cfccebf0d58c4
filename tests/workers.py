"""What is made once, though several workers run the tests."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]
) -> Path:
    """What ``make(folder)`` made of an empty folder, for this worker or another.

    Parameters
    ----------
    factory : TempPathFactory
        Each worker of a run has one, whose folders lie side by side.
    name : str
        Name of the folder.
    make : callable
        Fills the folder, and gives the path inside it that is wanted.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, made = base / name, base / f"{name}.made"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            folder.mkdir(exist_ok=True)
            made.write_text(str(make(folder)), "utf-8")
    return Path(made.read_text("utf-8"))
