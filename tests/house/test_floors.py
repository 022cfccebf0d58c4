"""The floors of the library: each imports only from those below."""

import subprocess
import sys
import tomllib
from pathlib import Path

from .case import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["contracts"]
NOT_A_ROOM = {"__init__", "__main__", "translations", "shipped", "py"}


def rooms() -> set[str]:
    found = (ROOT / "par_eval").iterdir()
    return {
        path.stem
        for path in found
        if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
    } - NOT_A_ROOM


def layers() -> set[str]:
    contract = next(c for c in CONTRACTS if c["type"] == "layers")
    return {room.strip() for layer in contract["layers"] for room in layer.split("|")}


def test_contracts_are_kept() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_floor() -> None:
    assert layers() == rooms()


def test_no_room_may_import_the_root_package() -> None:
    contract = next(c for c in CONTRACTS if c["type"] == "forbidden")
    named = {name.removeprefix("par_eval.") for name in contract["source_modules"]}
    assert named == rooms()
