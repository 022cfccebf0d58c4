"""From notebook to document: run, collect, render, trace.

Names are imported when they are first used: papermill imports this room at its own
start, to find the engine, and must not pay for the rest.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from par_eval.report.collect import IncompleteReportError, collect
    from par_eval.report.engine import EngineError
    from par_eval.report.folder import RunError
    from par_eval.report.notebooks import copies
    from par_eval.report.render import render
    from par_eval.report.run import FORMATS, kinds, run

_NAMES = {
    "FORMATS": "run",
    "EngineError": "engine",
    "IncompleteReportError": "collect",
    "RunError": "folder",
    "collect": "collect",
    "copies": "notebooks",
    "kinds": "run",
    "render": "render",
    "run": "run",
}

__all__ = [
    "FORMATS",
    "EngineError",
    "IncompleteReportError",
    "RunError",
    "collect",
    "copies",
    "kinds",
    "render",
    "run",
]


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module 'par_eval.report' has no attribute {name!r}")
    module = importlib.import_module(f"par_eval.report.{_NAMES[name]}")
    # A module may have the name of its function: from now on the name is the function.
    globals()[name] = getattr(module, name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted(__all__)
