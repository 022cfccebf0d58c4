"""Reports that are made once and read by many tests."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from places import HERE, finish, start
from workers import once

import par_eval

MADE_UP = Path(__file__).parents[1] / "packages" / "made_up"


@pytest.fixture(scope="session")
def report_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the report on a province and a period of the shipped data."""

    def make(folder: Path) -> Path:
        out = folder / "a"
        return finish(start(folder, HERE, out), out)

    return once(tmp_path_factory, "shipped", make)


@pytest.fixture(scope="session")
def made_up() -> Path:
    """Folder of a data package of an invented country, whose labels are English."""
    return MADE_UP


@pytest.fixture(scope="session")
def made_up_folder(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a report on the invented country, in a language its data lack too."""

    def make(folder: Path) -> Path:
        return par_eval.report.run(
            "plan_period",
            province="N1",
            period="2005-2009",
            languages="en vi",
            out=folder,
            data=made_up,
        )

    return once(tmp_path_factory, "made_up", make)


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a notebook in the place of those that are shipped."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    module = import_module("par_eval.report.kind")
    monkeypatch.setattr(module, "shipped", lambda name: folder)

    def put(kind: str, made: nbformat.NotebookNode) -> None:
        nbformat.write(made, folder / f"{kind}.ipynb")

    return put
