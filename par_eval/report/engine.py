"""A papermill engine that runs a notebook in one fork of a warm process.

Whoever has imported pandas, matplotlib and the library already forks a child for
each notebook: nothing is imported anew, and a shell never serves twice. Where a fork
is not safe, papermill's ordinary kernel does the work and gives the same outputs.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from par_eval.report.child import Answer, EngineError, Listen, child

# papermill asks for this name at the end of its own import: now, if it comes second
globals()["ForkEngine"] = None

import papermill.engines as engines  # noqa: E402
from papermill.clientwrap import PapermillNotebookClient  # noqa: E402

__all__ = ["EngineError", "ForkEngine"]

_OPTIONS = ("log_output", "stdout_file", "stderr_file")
_log = logging.getLogger(__name__)
_THREADS = Path("/proc/self/task")


class ForkEngine(engines.Engine):
    """Engine that papermill knows as ``par-eval``.

    It forks only a process that has a single thread, which it counts in Linux's
    ``/proc``: OPENBLAS_NUM_THREADS=1 must be set before numpy is imported, and no
    progress bar may draw from a thread of its own. Otherwise, and if the environment
    variable PAR_EVAL_ENGINE is ``kernel``, the ordinary kernel runs the notebook.

    Examples
    --------
    >>> ForkEngine.nb_kernel_name({"metadata": {}})
    'python3'
    """

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Name of the kernel; a notebook need not say it."""
        return name or nb["metadata"].get("kernelspec", {}).get("name", "python3")

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """Language of the notebook, which is Python."""
        return language or "python"

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: engines.NotebookExecutionManager,
        kernel_name: str,
        *,
        execution_timeout: float | None = None,
        **kwargs: Any,
    ) -> None:
        """Run the code cells in order up to the first error.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            papermill's record of the run; its notebook receives the outputs.
        kernel_name : str
            Kernel to use where a fork is not safe.
        execution_timeout : float, optional
            Seconds that a cell may run.
        **kwargs
            What papermill passes to its ordinary engine.

        Raises
        ------
        EngineError
            If the child dies or a cell runs past the limit.
        """
        if not _may_fork():
            kwargs["execution_timeout"] = execution_timeout
            # what the kernel logs is the user's no more than its traceback
            kwargs["extra_arguments"] = ["--log-level=CRITICAL"]
            kernel = engines.NBClientEngine
            try:
                return kernel.execute_managed_notebook(nb_man, kernel_name, **kwargs)
            except (DeadKernelError, CellTimeoutError) as error:
                raise _ended(nb_man, error, execution_timeout) from error
        options = {name: kwargs[name] for name in _OPTIONS if name in kwargs}
        client = PapermillNotebookClient(nb_man, record_timing=False, **options)
        client.reset_execution_trackers()
        limit = execution_timeout if (execution_timeout or 0) > 0 else None
        sources = [cell.source for cell in nb_man.nb.cells if _runs(cell)]
        with child(sources, limit) as listen:
            _follow(nb_man, client, listen)


engines.papermill_engines.register("par-eval", ForkEngine)


def _ended(
    nb_man: engines.NotebookExecutionManager, error: Exception, limit: float | None
) -> EngineError:
    """Error of a kernel that died or ran too long, entered in the notebook."""
    started = [
        cell
        for cell in nb_man.nb.cells
        if cell.metadata.get("papermill", {}).get("status") != nb_man.PENDING
    ]
    cell = started[-1]
    first = cell.source.strip().splitlines()[0]
    how = "ended the kernel that ran the notebook"
    if isinstance(error, CellTimeoutError):
        how = f"ran longer than the limit of {limit:g} s and was stopped"
    said = f"Cell In [{cell.execution_count}] ({first}) {how}"
    shown = {"ename": "EngineError", "evalue": said, "traceback": [said]}
    cell.outputs.append(new_output("error", **shown))
    told = EngineError(said)
    told.notebook = nb_man.nb
    return told


def _may_fork() -> bool:
    wanted = os.environ.get("PAR_EVAL_ENGINE") != "kernel"
    if not (wanted and hasattr(os, "fork") and _THREADS.is_dir()):
        _log.info("The ordinary kernel runs the notebook.")
        return False
    if (threads := len(list(_THREADS.iterdir()))) > 1:
        _log.warning(
            "The ordinary kernel runs the notebook, which is slower: this process has "
            "%d threads, and a fork is safe with one only. Set OPENBLAS_NUM_THREADS=1 "
            "before Python starts, and use no progress bar with a thread of its own.",
            threads,
        )
    return threads == 1


def _runs(cell: NotebookNode) -> bool:
    skipped = "skip-execution" in cell.metadata.get("tags", [])
    return cell.cell_type == "code" and bool(cell.source.strip()) and not skipped


def _follow(
    nb_man: engines.NotebookExecutionManager,
    client: PapermillNotebookClient,
    listen: Listen,
) -> None:
    """Enter in the notebook what the child says, cell by cell."""
    count = 0
    for index, cell in enumerate(nb_man.nb.cells):
        nb_man.cell_start(cell, index)
        answer: Answer = (False, [])
        try:
            if _runs(cell):
                count += 1
                first = cell.source.strip().splitlines()[0]
                answer = listen(f"Cell In [{count}] ({first})")
        except EngineError as error:
            said = str(error)
            shown = {"ename": "EngineError", "evalue": said, "traceback": [said]}
            answer = (True, [("error", shown)])
            error.notebook = nb_man.nb
            raise
        finally:
            _enter(client, cell, index, answer[1])
            if answer[0]:
                nb_man.cell_exception(cell, index)
            nb_man.cell_complete(cell, index)
        if answer[0]:
            break


def _enter(
    client: PapermillNotebookClient, cell: NotebookNode, index: int, messages: list
) -> None:
    """Give the messages to papermill's client as if a kernel had sent them."""
    client.clear_before_next_output = False
    for kind, content in messages:
        head = {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {}}
        client.process_message({**head, "content": content}, cell, index)
