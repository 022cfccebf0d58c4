"""The fork engine against the ordinary kernel, and against what may go wrong.

pytest itself may have several threads, so the notebooks run from this file as a
script, in a process of its own where the engine can only fork.
"""

# ruff: noqa: E402 - what makes the start quick comes before what it makes quick

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # as the command line does

import json
import logging
import os
import signal
import subprocess
import threading
import time
from importlib import import_module
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from par_eval.report import engine

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="the engine forks on Linux only"
)

EXHIBIT = """
class Exhibit:
    def _repr_mimebundle_(self, include=None, exclude=None):
        carrier = {"id": "one", "html": {"vi": "Số liệu"}, "numbers": [1, 2.5, None]}
        return {
            "text/html": "<p>Số liệu</p>",
            "text/plain": "one",
            "application/vnd.par-eval.v1+json": carrier,
        }, {"text/html": {"isolated": True}}
"""


def drive(job: dict) -> list[dict]:
    """Run the notebooks of a job one after the other; what a test must know of each."""
    if job["engine"]:
        papermill.engines.NBClientEngine.execute_managed_notebook = None  # must fork
    logging.basicConfig(format="of the parent: %(message)s")
    for name in job["warm"]:
        import_module(name)
    return [attempt(sources, job) for sources in job["notebooks"]]


def attempt(sources: list[str], job: dict) -> dict:
    spec = {"name": job["kernel"], "language": "python", "display_name": "any"}
    cells = [new_markdown_cell("# Title"), *map(new_code_cell, sources)]
    cells[1].metadata["tags"] = ["parameters"]
    result, before = {"error": None, "notebook": None}, open_files()
    try:
        notebook = papermill.execute_notebook(
            new_notebook(cells=cells, metadata={"kernelspec": spec}),
            "out.ipynb",
            engine_name=job["engine"],
            progress_bar=False,
            request_save_on_cell_execute=False,
            **job["options"],
        )
    except papermill.PapermillExecutionError as error:
        result["error"] = [type(error).__name__, f"{error.ename}: {error.evalue}"]
        notebook = nbformat.read("out.ipynb", as_version=4)
    except BaseException as error:
        result["error"] = [type(error).__name__, str(error)]
        notebook = getattr(error, "notebook", None)
    result["leaked"] = open_files() - before
    result["children"] = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    code = [cell for cell in notebook.cells if "outputs" in cell] if notebook else []
    result["outputs"] = [cell.outputs for cell in code]
    result["counts"] = [cell.execution_count for cell in code]
    return result


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def start(
    folder: Path, *notebooks: list[str], environment: dict | None = None, **how
) -> subprocess.Popen:
    """Start this file as a script that runs the notebooks one after the other."""
    job = {"engine": "par-eval", "kernel": "python3", "warm": [], "options": {}}
    known = {**os.environ, "OPENBLAS_NUM_THREADS": "1", **(environment or {})}
    for name in ("PAR_EVAL_ENGINE", "MPLBACKEND", "IPYTHONDIR"):
        known.pop(name, None)
    return subprocess.Popen(
        [sys.executable, __file__, json.dumps({**job, "notebooks": notebooks, **how})],
        cwd=folder,
        env=known,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(folder: Path, *notebooks: list[str], **how) -> list[dict]:
    """Results of the notebooks; a fork left no process, open file or word behind."""
    process = start(folder, *notebooks, **how)
    said, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    results = json.loads(said)
    if how.get("engine", "par-eval"):
        assert errors == ""
        assert {(one["leaked"], one["children"]) for one in results} == {(0, "")}
    return results


def until(happened, what: str):
    for _ in range(600):
        if value := happened():
            return value
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen in a minute")


def gone(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def number_in(path: Path) -> int:
    return int(path.read_text() or 0) if path.exists() else 0


def comparable(result: dict) -> list:
    outputs = [
        [{key: out[key] for key in out if key != "traceback"} for out in cell]
        for cell in result["outputs"]
    ]
    return [result["error"], result["counts"], outputs]


def texts(result: dict) -> list[str]:
    return ["".join(out.get("text", "") for out in outs) for outs in result["outputs"]]


def test_outputs_are_those_of_a_kernel(tmp_path):
    sources = [
        "print('one', end=' ')\nprint('two')\n'result'",
        "import sys\nprint('to stderr', file=sys.stderr)\n'' in sys.path",
        "import logging\nlogging.warning('once')\n3;",
        f"{EXHIBIT}\nExhibit()",
        "from IPython.display import clear_output\ndisplay(Exhibit(), {'a': 1})",
        "print('gone')\nclear_output()\nhandle = display('old', display_id='shown')",
        "  ",
        "handle.update('new')\n(__name__, In[1], Out[1])",
        "print('before')\nraise ValueError('so it is')",
        "print('never')",
    ]
    (forked,) = run(tmp_path, sources)
    (kernel,) = run(tmp_path, sources, engine=None)
    assert comparable(forked) == comparable(kernel)
    assert forked["error"] == ["PapermillExecutionError", "ValueError: so it is"]
    assert forked["outputs"][8][0]["text"] == "before\n"
    assert forked["outputs"][9] == []


def test_dead_child_is_an_error_that_names_cell_and_cause(tmp_path):
    deaths = {
        "os.kill(os.getpid(), signal.SIGKILL)": "signal 9 (Killed)",
        "os.kill(os.getpid(), signal.SIGSEGV)": "signal 11 (Segmentation fault)",
        "os.closerange(3, 100), time.sleep(600)": "signal 9 (Killed)",
        "os.fork() or time.sleep(600)\nos.kill(os.getpid(), 9)": "signal 9 (Killed)",
        "os._exit(3)": "exit code 3",
    }
    imports = "import os, signal, time\nprint('before')"
    notebooks = [[imports, f"# the end\n{death}"] for death in deaths]
    *dead, alive = run(tmp_path, *notebooks, ["print('next')"])
    for result, how in zip(dead, deaths.values(), strict=True):
        kind, message = result["error"]
        assert kind == "EngineError"
        assert message.startswith("Cell In [2] (# the end) ended")
        assert how in message
        assert texts(result)[0] == "before\n"
        assert result["outputs"][1][-1]["evalue"] == message
    assert texts(alive) == ["next\n"]


def test_cell_past_the_limit_is_stopped_with_all_it_started(tmp_path):
    sources = [
        "import subprocess, pathlib, time\ntime.sleep(1.6)",
        "time.sleep(1.6)  # the limit is for a cell",
        "sleeper = subprocess.Popen(['sleep', '600'])\n"
        "pathlib.Path('pid').write_text(str(sleeper.pid))\nsleeper.wait()",
    ]
    (result,) = run(tmp_path, sources, options={"execution_timeout": 3})
    kind, message = result["error"]
    assert kind == "EngineError"
    assert "In [3]" in message
    assert "limit of 3 s" in message
    until(lambda: gone(number_in(tmp_path / "pid")), "the end of the sleeper")


SLEEPER = """
import os, pathlib, time
pathlib.Path('pid').write_text(str(os.getpid()))
time.sleep(600)
"""


def test_interrupt_ends_the_child_and_goes_on_as_interrupt(tmp_path):
    process = start(tmp_path, [SLEEPER])
    child = until(lambda: number_in(tmp_path / "pid"), "the start")
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    (result,) = json.loads(said)
    assert result["error"][0] == "KeyboardInterrupt"
    assert (result["leaked"], result["children"]) == (0, "")
    assert gone(child)


def test_child_does_not_outlive_its_parent(tmp_path):
    process = start(tmp_path, [SLEEPER])
    child = until(lambda: number_in(tmp_path / "pid"), "the start")
    assert not gone(child)
    process.kill()
    process.communicate(timeout=60)
    until(lambda: gone(child), "the end of the child")


def test_notebooks_in_a_row_are_complete_and_strangers(tmp_path):
    sources = [
        "import matplotlib.pyplot as plt, numpy\n'secret' in globals()",
        "secret = 1\nimport __main__\n__main__.secret",
        "plt.plot([1, 2]);",
        "float(numpy.random.rand())",
    ]
    warm = ["matplotlib.pyplot", "numpy.random"]
    one, two = run(tmp_path, sources, sources, warm=warm)
    for result in (one, two):
        assert result["error"] is None
        known, own, drawn, _ = result["outputs"]
        assert known[0]["data"]["text/plain"] == "False"
        assert own[0]["data"]["text/plain"] == "1"
        assert "image/png" in drawn[0]["data"]
    assert one["outputs"][3] != two["outputs"][3]


def test_output_below_python_joins_the_stream_in_order(tmp_path):
    sources = [
        "import os, sys\nprint('a')\nos.system('echo b; echo c >&2')\nprint('d')",
        'os.write(1, b\'{"not": "ours"}\\n\');',
        "sys.__stdout__.write('e')\nos.write(2, b'f');",
    ]
    (result,) = run(tmp_path, sources)
    assert [
        [(out["name"], out["text"]) for out in outs] for outs in result["outputs"]
    ] == [
        [("stdout", "a\nb\n"), ("stderr", "c\n"), ("stdout", "d\n")],
        [("stdout", '{"not": "ours"}\n')],
        [("stdout", "e"), ("stderr", "f")],
    ]


def test_large_outputs_pass(tmp_path):
    (result,) = run(tmp_path, ["print('x' * 5_000_000)", "'é' * 5_000_000"])
    assert texts(result)[0] == "x" * 5_000_000 + "\n"
    assert result["outputs"][1][0]["data"]["text/plain"] == repr("é" * 5_000_000)


def test_failure_without_an_error_output_is_a_failure(tmp_path):
    magic, asked, broken = run(
        tmp_path, ["%nosuch", "1"], ["input()"], ["import os\nos.close(1)"]
    )
    assert magic["error"][0] == "PapermillExecutionError"
    assert "%nosuch" in texts(magic)[0]
    assert magic["counts"] == [1, None]
    assert asked["error"][1].startswith("EOFError")
    assert broken["error"][1].startswith("OSError")


def test_nothing_but_the_notebook_is_written_and_no_kernel_is_needed(tmp_path):
    home, work = tmp_path / "home", tmp_path / "work"
    cache = str(tmp_path / "matplotlib")
    home.mkdir()
    work.mkdir()
    (result,) = run(
        work,
        ["number = 1", "number"],
        kernel="not-installed",
        environment={"HOME": str(home), "TMPDIR": str(home), "MPLCONFIGDIR": cache},
        options={"parameters": {"number": 7}},
    )
    assert result["outputs"][-1][0]["data"]["text/plain"] == "7"
    assert list(home.iterdir()) == []
    assert [path.name for path in work.iterdir()] == ["out.ipynb"]


def test_ordinary_kernel_where_a_fork_is_not_safe(monkeypatch, caplog):
    calls = []
    monkeypatch.setattr(
        papermill.engines.NBClientEngine,
        "execute_managed_notebook",
        lambda *arguments, **options: calls.append((arguments, options)),
    )
    execute = engine.ForkEngine.execute_managed_notebook
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    count = len(list(Path("/proc/self/task").iterdir()))
    execute("notebook", "python3", execution_timeout=3, log_output=True)
    done.set()
    other.join()
    options = {
        "execution_timeout": 3,
        "log_output": True,
        "extra_arguments": ["--log-level=CRITICAL"],
    }
    assert calls == [(("notebook", "python3"), options)]
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert f"{count} threads" in record.getMessage()


@pytest.mark.parametrize("reason", ["asked for", "threads cannot be counted"])
def test_ordinary_kernel_without_a_warning(monkeypatch, caplog, reason):
    if reason == "asked for":
        monkeypatch.setenv("PAR_EVAL_ENGINE", "kernel")
    else:
        monkeypatch.setattr(engine, "_THREADS", Path("/nowhere"))
    calls = []
    monkeypatch.setattr(
        papermill.engines.NBClientEngine,
        "execute_managed_notebook",
        lambda *arguments, **_: calls.append(arguments),
    )
    engine.ForkEngine.execute_managed_notebook("notebook", "python3")
    assert calls == [("notebook", "python3")]
    assert caplog.records == []


@pytest.mark.parametrize("first", ["par_eval.report.engine", "papermill"])
def test_papermill_finds_the_engine_whichever_is_imported_first(first):
    code = (
        f"import {first}, papermill.engines, par_eval.report.engine as engine;"
        "found = papermill.engines.papermill_engines.get_engine('par-eval');"
        "assert found is engine.ForkEngine"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


if __name__ == "__main__":
    json.dump(drive(json.loads(sys.argv[1])), sys.stdout)
