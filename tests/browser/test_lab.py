"""Every notebook run from top to bottom in JupyterLab, as a researcher would."""

import os
from collections.abc import Iterator

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page

from par_eval.facts import shipped
from par_eval.show import MIME

from .lab import Lab, code, errors, lab, run_all, seen

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SOURCE = shipped("notebooks")
EVERY = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.ipynb"))
# another test runs every notebook; here one stands for all, unless all are asked for
ONE = "explore/3_how_sure_is_a_rank.ipynb"
NAMES = EVERY if os.environ.get("PAR_EVAL_LAB") == "all" else [ONE]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with lab(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def figures(notebook: nbformat.NotebookNode) -> set[str]:
    """Ids of the figures among the exhibits that the cells gave."""
    carriers = [
        output.data[MIME]
        for cell in code(notebook)
        for output in cell.outputs
        if MIME in output.get("data", {})
    ]
    return {carrier["id"] for carrier in carriers if carrier["kind"] == "figure"}


@pytest.mark.parametrize("name", NAMES)
def test_notebook_runs_in_jupyterlab(server: Lab, page: Page, name: str) -> None:
    notebook = run_all(page, server, name)
    assert errors(notebook) == []
    counts = [cell.execution_count for cell in code(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    pictures = seen(page)
    assert pictures
    assert len(pictures) >= len(figures(notebook))


def test_cell_that_fails_is_seen(server: Lab, page: Page) -> None:
    """The search of the test above finds what it searches for."""
    cells = [new_code_cell(source) for source in ("1 + 1", "no_such_name", "2 + 2")]
    spec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    broken = new_notebook(cells=cells, metadata={"kernelspec": spec})
    nbformat.write(broken, server.folder / "broken.ipynb")
    notebook = run_all(page, server, "broken.ipynb")
    assert errors(notebook) == ["no_such_name: name 'no_such_name' is not defined"]
    assert seen(page) == set()
