"""The notebooks: thin, without outputs, with prose that holds no number."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from par_eval.show import MIME

from .case import ROOT, in_prose

NOTEBOOKS = sorted(
    path
    for path in (ROOT / "notebooks").rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
TOURS = [path for path in NOTEBOOKS if path.parent.name == "explore"]
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


def more_than_calls(path: Path) -> dict[str, list[str]]:
    """What the code cells hold besides calls, by cell."""
    found = {
        cell["id"]: [
            type(node).__name__
            for node in ast.walk(ast.parse(source(cell)))
            if isinstance(node, FORBIDDEN)
        ]
        for cell in cells(path, "code")
    }
    return {name: kinds for name, kinds in found.items() if kinds}


def numbers_in_prose(path: Path) -> dict[str, list[str]]:
    """Digits in the markdown cells, by cell."""
    found = {
        cell["id"]: re.findall(r"\d+", without_fields(source(cell)))
        for cell in cells(path, "markdown")
    }
    return {name: digits for name, digits in found.items() if digits}


def names_in_prose(path: Path) -> dict[str, list[str]]:
    """Names of the case in the markdown cells, by cell."""
    found = {
        cell["id"]: in_prose(without_fields(source(cell)))
        for cell in cells(path, "markdown")
    }
    return {name: names for name, names in found.items() if names}


def shows(cell: Any) -> bool:
    """Whether a cell has an output for people and its carrier for machines."""
    kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
    return {"text/html", MIME} <= kinds


def test_there_are_the_reports_and_the_tours() -> None:
    assert ROOT / "notebooks" / "plan_period.ipynb" in NOTEBOOKS
    numbers = [path.name[:2] for path in TOURS]
    assert numbers == ["1_", "2_", "3_", "5_", "6_"]


@pytest.mark.parametrize("path", TOURS, ids=lambda path: path.stem)
def test_a_tour_is_read_in_one_sitting_and_says_what_it_answers(path: Path) -> None:
    assert 12 <= len(cells(path)) <= 20
    sentences = re.split(r"(?<=[.?])\s|\n\n", source(cells(path)[0]))
    assert re.match(r"This tour answers .*, from .*data package", sentences[1])


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
    assert more_than_calls(path) == {}


@every_notebook
def test_code_cells_import_only_the_library(path: Path) -> None:
    for cell in cells(path, "code"):
        roots = {name.split(".")[0] for name in imported(ast.parse(source(cell)))}
        assert roots <= {"par_eval"}, cell["id"]


@every_notebook
def test_prose_holds_no_number(path: Path) -> None:
    assert numbers_in_prose(path) == {}


@every_notebook
def test_prose_names_nothing_of_the_case(path: Path) -> None:
    assert names_in_prose(path) == {}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A notebook of ours in which one cell of each kind was spoilt."""
    notebook = json.loads(NOTEBOOKS[0].read_text("utf-8"))
    prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    prose[1] |= {"id": "digit", "source": ["## Scores\n", "They rose by 0.29 points."]}
    prose[2] |= {"id": "name", "source": ["## Scores\n", "Those of Bắc Giang rose."]}
    code[1] |= {"id": "loop", "source": ["[print(n) for n in range(3)]"]}
    path = tmp_path / "faulty.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    return path


def test_a_number_in_prose_is_found_in_its_cell(faulty: Path) -> None:
    assert numbers_in_prose(faulty) == {"digit": ["0", "29"]}


def test_a_name_of_the_case_in_prose_is_found_in_its_cell(faulty: Path) -> None:
    assert names_in_prose(faulty) == {"name": ["Bac Giang"]}


def test_a_loop_is_found_in_its_cell(faulty: Path) -> None:
    assert more_than_calls(faulty) == {"loop": ["comprehension"]}


def executed(path: Path, folder: Path) -> list[Any]:
    """Code cells of a notebook that ran from top to bottom, as for a report."""
    import papermill

    ran = papermill.execute_notebook(
        path,
        folder / path.name,
        engine_name="par-eval",
        kernel_name="python3",
        progress_bar=False,
        request_save_on_cell_execute=False,
        execution_timeout=120,
    )
    return [cell for cell in ran.cells if cell.cell_type == "code"]


@pytest.mark.slow
@pytest.mark.parametrize("path", TOURS, ids=lambda path: path.stem)
def test_every_cell_runs_and_shows_its_exhibit(path: Path, tmp_path: Path) -> None:
    """Of the tours; those of reports run for the reports that are kept."""
    ran = executed(path, tmp_path)
    kinds = {cell.id: {output.output_type for output in cell.outputs} for cell in ran}
    assert {name for name, said in kinds.items() if said & {"error", "stream"}} == set()
    wanted = {cell.id for cell in ran if "par_eval.show." in cell.source}
    assert wanted
    assert wanted - {cell.id for cell in ran if shows(cell)} == set()
    silent = {name for name, said in kinds.items() if not said}
    assert silent == {"parameters", "choices"}
