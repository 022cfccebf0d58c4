"""A forked process that runs the cells of one notebook: hear it, limit it, end it."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, BinaryIO

from nbformat import NotebookNode

from par_eval.values import ParEvalError

__all__ = ["Answer", "EngineError", "Listen", "child"]

Answer = tuple[bool, list[tuple[str, dict[str, Any]]]]
Listen = Callable[[str], Answer]


class EngineError(ParEvalError):
    """A notebook's process died, or one of its cells ran past the limit.

    Attributes
    ----------
    notebook : NotebookNode or None
        The notebook with all outputs up to then.
    """

    notebook: NotebookNode | None = None


@contextmanager
def child(sources: list[str], limit: float | None) -> Iterator[Listen]:
    """Fork a child that runs cells; leave nothing of it behind.

    Parameters
    ----------
    sources : list of str
        Cells, in order.
    limit : float or None
        Seconds that a cell may run.

    Yields
    ------
    callable
        ``listen(where)`` waits for the next cell and gives whether it failed, and its
        messages; ``where`` names the cell in an error.
    """
    from par_eval.report.shell import serve  # late, since papermill imports us

    ours, theirs = socket.socketpair()
    with ours, theirs, ours.makefile("rb") as lines:
        parent = os.getpid()
        pid = os.fork() or serve(theirs, sources, parent)
        try:
            theirs.close()
            ours.settimeout(limit)
            yield partial(_listen, pid, lines, limit)
        finally:
            _kill(pid)
            with suppress(ChildProcessError):  # if it died, it is reaped already
                os.waitpid(pid, 0)


def _kill(pid: int) -> None:
    """Kill the child and what it has started."""
    for kill in (os.kill, os.killpg):
        with suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def _listen(pid: int, lines: BinaryIO, limit: float | None, where: str) -> Answer:
    """Hear whether the cell that is running failed, and its messages."""
    try:
        line = lines.readline()
    except TimeoutError:
        raise EngineError(
            f"{where} ran longer than the limit of {limit:g} s and was stopped; raise "
            "the limit, or run the notebook in JupyterLab to see what takes so long"
        ) from None
    if line.endswith(b"\n"):
        return json.loads(line.decode("utf-8", "replace"))
    _kill(pid)  # it may live on without its connection
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    how = f"exit code {code}"
    if code < 0:
        how = f"signal {-code} ({signal.strsignal(-code)})"
    raise EngineError(
        f"{where} ended the process that ran the notebook: {how}; run the notebook in "
        "JupyterLab up to that cell to see why (signal 9 often means too little memory)"
    )
