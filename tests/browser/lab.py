"""JupyterLab as ``par-eval lab`` starts it, and a notebook that is run in it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

import nbformat
from nbformat import NotebookNode
from playwright.sync_api import Page, Response, TimeoutError, expect

T = TypeVar("T")

OPTIONS = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
OWN = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
START, RUN, STOP = 120, 240, 30
"""Seconds that JupyterLab may take to start, to run a notebook, and to stop."""

SCROLLED = """async () => {
  const seen = new Set();
  const pane = [...document.querySelectorAll(".jp-WindowedPanel-outer")]
    .find(one => one.offsetParent);
  for (let top = 0; top < pane.scrollHeight; top += pane.clientHeight / 2) {
    pane.scrollTop = top;
    await new Promise(done => setTimeout(done, 200));
    const shown = pane.getBoundingClientRect();
    for (const image of pane.querySelectorAll(".jp-OutputArea-output img")) {
      const box = image.getBoundingClientRect();
      const inside = box.bottom > shown.top && box.top < shown.bottom;
      if (inside && box.width > 100 && box.height > 100 && image.naturalWidth > 0)
        seen.add(image.alt || image.src);
    }
  }
  return [...seen];
}"""


class Lab(NamedTuple):
    """A server of JupyterLab, and the folder of the notebooks that it opens."""

    address: str
    token: str
    folder: Path


@contextmanager
def lab(folder: Path) -> Iterator[Lab]:
    """JupyterLab in a home of its own, ended with all that it has started."""
    own = {name: str(folder / name.lower()) for name in OWN}
    to = folder / "copies"
    call = [sys.executable, "-m", "par_eval", "lab", "--to", str(to), "--", *OPTIONS]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            call,
            env={**os.environ, **own},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield until(lambda: running(process, folder, to), START)
    finally:
        process.terminate()  # it ends its kernels, which have sessions of their own
        try:
            process.wait(STOP)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def running(process: subprocess.Popen, folder: Path, to: Path) -> Lab | None:
    """The server, once it has written down where it is."""
    assert process.poll() is None, (folder / "log").read_text()
    for path in (folder / "jupyter_runtime_dir").glob("jpserver-*.json"):
        try:
            record = json.loads(path.read_text())
        except ValueError:  # half written
            return None
        return Lab(f"http://127.0.0.1:{record['port']}/", record["token"], to)
    return None


def until(happened: Callable[[], T | None], seconds: float) -> T:
    """What a function gives in the end, if it does so in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := happened():
            return found
        time.sleep(1)
    raise AssertionError(f"nothing happened in {seconds} s")


def run_all(page: Page, server: Lab, name: str) -> NotebookNode:
    """Open a notebook, choose Run All Cells; what is saved when it has run."""
    page.goto(
        f"{server.address}lab/workspaces/{Path(name).stem}/tree/{name}"
        f"?token={server.token}"
    )
    # before its kernel is there, a notebook runs nothing and does not say so
    expect(page.locator("#jp-main-statusbar")).to_contain_text(
        "| Idle", timeout=1000 * START
    )
    page.get_by_role("menubar").get_by_text("Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    return until(lambda: saved(page, server.folder / name), RUN)


def saved(page: Page, path: Path) -> NotebookNode | None:
    """The notebook as it is saved, once all its cells have run or one has failed."""
    with suppress(TimeoutError), page.expect_response(written, timeout=10_000):
        page.keyboard.press("Control+s")
    notebook = nbformat.read(path, as_version=4)
    counts = [cell.execution_count for cell in code(notebook)]
    return notebook if None not in counts or errors(notebook) else None


def written(response: Response) -> bool:
    """Whether it answers a request to save: the next one waits for the last."""
    return response.request.method == "PUT" and "/api/contents/" in response.url


def code(notebook: NotebookNode) -> list[NotebookNode]:
    """Cells that hold code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def errors(notebook: NotebookNode) -> list[str]:
    """Errors and warnings among the outputs, each with its cell."""
    return [
        f"{cell.source}: {output.get('evalue') or output.get('text')}"
        for cell in code(notebook)
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


def seen(page: Page) -> set[str]:
    """Pictures that come in sight as the notebook scrolls, by their words."""
    return set(page.evaluate(SCROLLED))
