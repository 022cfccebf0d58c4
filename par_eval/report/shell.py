"""The child's side of a fork: an IPython shell that keeps what a kernel would send.

The shell, its display hook and its publisher are ipykernel's own; only the session
is another one, which packs each message instead of sending it to a socket.
"""

from __future__ import annotations

import ctypes
import io
import logging
import os
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterable
from typing import Any, NoReturn

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from traitlets.config import Config

__all__ = ["serve"]

_INLINE = "module://matplotlib_inline.backend_inline"
_PR_SET_PDEATHSIG = 1


def serve(connection: socket.socket, sources: Iterable[str], parent: int) -> NoReturn:
    """Run code cells up to the first error, send a line for each, and leave.

    A line is JSON: whether the cell failed, and its messages as pairs of a type and
    a content, as in Jupyter's messaging protocol. Nothing that the parent would do
    when it ends is done here.

    Parameters
    ----------
    connection : socket
        Where the lines go.
    sources : iterable of str
        Code of the cells.
    parent : int
        Id of the process that forked this one.
    """
    try:
        os.register_at_fork(after_in_child=connection.close)
        _detach(parent)
        messages = _Messages()
        shell = _shell(messages)
        for source in sources:
            failed = _run(shell, messages, source)
            connection.sendall(_line(failed, messages.packed))
            if failed:
                break
    except BaseException as error:
        content = {
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": traceback.format_exception(error),
        }
        connection.sendall(_line(True, [Session().pack(["error", content])]))
    finally:
        os._exit(0)


def _line(failed: bool, packed: list[bytes]) -> bytes:
    return b"[%s,[%s]]\n" % (b"true" if failed else b"false", b",".join(packed))


class _Messages(Session):
    """What a kernel would send while one cell runs, packed at once.

    What cannot be packed raises in the cell, as it does in a kernel.
    """

    def __init__(self) -> None:
        super().__init__()
        self.streams: list[_Stream] = []
        self.clear()

    def clear(self) -> None:
        self.packed: list[bytes] = []
        self.failed = False
        self._name, self._texts = "", list[str]()

    def write(self, name: str, text: str) -> None:
        if name != self._name:
            self.end_stream()
            self._name = name
        self._texts.append(text)

    def take_written(self) -> None:
        for stream in self.streams:
            if raw := stream.written():
                self.write(stream.name, raw.decode("utf-8", "replace"))

    def end_stream(self) -> None:
        text, self._texts = "".join(self._texts), []
        if text:
            content = {"name": self._name, "text": text}
            self.packed.append(self.pack(["stream", content]))

    def send(
        self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any
    ) -> None:
        if isinstance(msg_or_type, dict):
            msg_or_type, content = msg_or_type["msg_type"], msg_or_type["content"]
        packed = self.pack([msg_or_type, content])
        self.end_stream()
        self.packed.append(packed)
        self.failed |= msg_or_type == "error"


class _Stream(io.TextIOBase):
    """Python's stdout or stderr, and what is written to it below Python.

    A file without a name takes the place of the descriptor, so that the output of
    ``os.system`` or of a C library joins the stream in the right order.
    """

    encoding = "UTF-8"

    def __init__(self, name: str, descriptor: int, messages: _Messages) -> None:
        self.name, self._descriptor, self._messages = name, descriptor, messages
        with tempfile.TemporaryFile() as file:
            os.dup2(file.fileno(), descriptor)
        self._taken = 0
        messages.streams.append(self)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() takes a str, not {type(text).__name__}")
        self._messages.take_written()
        self._messages.write(self.name, text)
        return len(text)

    def flush(self) -> None:
        self._messages.take_written()

    def written(self) -> bytes:
        waiting = os.fstat(self._descriptor).st_size - self._taken
        raw = os.pread(self._descriptor, waiting, self._taken) if waiting > 0 else b""
        self._taken += len(raw)
        return raw


def _detach(parent: int) -> None:
    """Leave the parent's terminal, signals, log handlers and random numbers."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could be watched
        os._exit(1)
    os.setsid()  # Ctrl-C in the terminal is the parent's affair
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - open for life
    os.dup2(sys.stdin.fileno(), 0)
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)
    if "numpy" in sys.modules:  # else every fork draws the same numbers
        sys.modules["numpy"].random.seed()


def _shell(messages: _Messages) -> ZMQInteractiveShell:
    """Make a shell without history, profile or configuration files."""
    sys.stdout = sys.__stdout__ = _Stream("stdout", 1, messages)  # type: ignore
    sys.stderr = sys.__stderr__ = _Stream("stderr", 2, messages)  # type: ignore
    if "" not in sys.path:
        sys.path.insert(0, "")
    InteractiveShell.clear_instance()
    shell = ZMQInteractiveShell.instance(
        ipython_dir="",
        profile_dir=ProfileDir(),
        config=Config(HistoryManager={"enabled": False, "hist_file": ":memory:"}),
    )
    shell.displayhook.session = shell.display_pub.session = messages
    _show_figures(shell)
    return shell


def _show_figures(shell: ZMQInteractiveShell) -> None:
    """Set matplotlib's backend by a kernel's rule, also if it is imported already."""
    if os.environ.setdefault("MPLBACKEND", _INLINE) != _INLINE:
        return
    if "matplotlib" in sys.modules:
        from IPython.core.pylabtools import activate_matplotlib
        from matplotlib import pyplot
        from matplotlib_inline.backend_inline import configure_inline_support

        pyplot.close("all")  # the parent's figures
        activate_matplotlib(_INLINE)
        configure_inline_support(shell, _INLINE)


def _run(shell: ZMQInteractiveShell, messages: _Messages, source: str) -> bool:
    """Run one cell, leave its messages in `messages`, and tell whether it failed."""
    messages.clear()
    count = {"execution_count": shell.execution_count}
    messages.send(None, "execute_input", count)
    result = shell.run_cell(source, store_history=True)
    messages.take_written()
    messages.end_stream()
    return messages.failed or not result.success
