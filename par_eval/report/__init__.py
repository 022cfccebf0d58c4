"""From notebook to document: run, collect, render, trace."""

from par_eval.report.collect import IncompleteReportError, collect
from par_eval.report.render import render, translated
from par_eval.report.run import FORMATS, RunError, kinds, run

__all__ = [
    "FORMATS",
    "IncompleteReportError",
    "RunError",
    "collect",
    "kinds",
    "render",
    "run",
    "translated",
]
