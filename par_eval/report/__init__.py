"""From notebook to document: run, collect, render, trace.

Names are imported when they are first used: papermill imports this room at its own
start, to find the engine, and must not pay for the rest.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from par_eval.report.collect import IncompleteReportError, collect
    from par_eval.report.engine import EngineError
    from par_eval.report.folder import RunError
    from par_eval.report.kind import Kind, find_kind, kinds
    from par_eval.report.notebooks import copies
    from par_eval.report.render import render
    from par_eval.report.run import FORMATS, run
    from par_eval.report.trace_of import trace_of

_NAMES = {
    "FORMATS": "run",
    "EngineError": "engine",
    "IncompleteReportError": "collect",
    "Kind": "kind",
    "RunError": "folder",
    "collect": "collect",
    "copies": "notebooks",
    "find_kind": "kind",
    "kinds": "kind",
    "render": "render",
    "run": "run",
    "trace_of": "trace_of",
}

__all__ = [
    "FORMATS",
    "EngineError",
    "IncompleteReportError",
    "Kind",
    "RunError",
    "collect",
    "copies",
    "find_kind",
    "kinds",
    "render",
    "run",
    "trace_of",
]


class _Room(ModuleType):
    """The room, whose names stay functions also where a module is named alike."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _NAMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


# Python puts each module that is imported into its room, under its own name.
sys.modules[__name__].__class__ = _Room


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module 'par_eval.report' has no attribute {name!r}")
    module = importlib.import_module(f"par_eval.report.{_NAMES[name]}")
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
