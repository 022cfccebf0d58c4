"""The notebooks: thin, without outputs, with prose that holds no number."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .case import ROOT, in_prose

NOTEBOOKS = sorted(
    path
    for path in (ROOT / "notebooks").rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
LINES = 4
FORBIDDEN = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.AsyncFor,
    ast.comprehension,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Match,
    ast.Try,
    ast.With,
)
MADE_UP = re.compile(r"[0-9a-f]{8}|[0-9a-f-]{36}")
CELL_ID = re.compile(r"^[a-z][a-z0-9_-]{1,63}$")

every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: str(path.relative_to(ROOT))
)


def cells(path: Path, kind: str | None = None) -> list[dict]:
    found = json.loads(path.read_text("utf-8"))["cells"]
    return [cell for cell in found if kind in (None, cell["cell_type"])]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def without_fields(text: str) -> str:
    return re.sub(r"\{[^{}]*\}", "", text)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_there_is_the_report_of_a_plan_period() -> None:
    assert ROOT / "notebooks" / "plan_period.ipynb" in NOTEBOOKS


@every_notebook
def test_nothing_of_a_run_is_kept(path: Path) -> None:
    for cell in cells(path, "code"):
        assert cell["outputs"] == [], cell["id"]
        assert cell["execution_count"] is None, cell["id"]
        assert "execution" not in cell["metadata"], cell["id"]


@every_notebook
def test_nothing_of_a_machine_is_kept(path: Path) -> None:
    metadata = json.loads(path.read_text("utf-8"))["metadata"]
    assert "papermill" not in metadata
    assert "version" not in metadata.get("language_info", {})


@every_notebook
def test_cell_ids_are_fixed_words(path: Path) -> None:
    """Ids that an editor makes up are random, and differ at every save as new."""
    ids = [cell.get("id", "") for cell in cells(path)]
    assert [name for name in ids if not CELL_ID.match(name)] == []
    assert [name for name in ids if MADE_UP.fullmatch(name)] == []
    assert len(set(ids)) == len(ids)


@every_notebook
def test_first_cell_is_the_only_title(path: Path) -> None:
    first = cells(path)[0]
    assert first["cell_type"] == "markdown"
    assert source(first).startswith("# ")
    titles = [
        line
        for cell in cells(path, "markdown")
        for line in source(cell).splitlines()
        if line.startswith("# ")
    ]
    assert len(titles) == 1


@every_notebook
def test_code_cells_are_thin(path: Path) -> None:
    for cell in cells(path, "code"):
        lines = [line for line in source(cell).splitlines() if line.strip()]
        assert 1 <= len(lines) <= LINES, cell["id"]


@every_notebook
def test_code_cells_only_call(path: Path) -> None:
    for cell in cells(path, "code"):
        tree = ast.parse(source(cell))
        found = [node for node in ast.walk(tree) if isinstance(node, FORBIDDEN)]
        assert found == [], cell["id"]


@every_notebook
def test_code_cells_import_only_the_library(path: Path) -> None:
    for cell in cells(path, "code"):
        roots = {name.split(".")[0] for name in imported(ast.parse(source(cell)))}
        assert roots <= {"par_eval"}, cell["id"]


@every_notebook
def test_prose_holds_no_number(path: Path) -> None:
    for cell in cells(path, "markdown"):
        assert re.findall(r"\d+", without_fields(source(cell))) == [], cell["id"]


@every_notebook
def test_prose_names_nothing_of_the_case(path: Path) -> None:
    for cell in cells(path, "markdown"):
        assert in_prose(without_fields(source(cell))) == [], cell["id"]
