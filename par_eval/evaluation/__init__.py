"""Judgement: one province, one plan period, by the rules of evidence."""

from par_eval.evaluation.changes import change_range, window_id
from par_eval.evaluation.counts import CASES, count_of, over_period, parts_of
from par_eval.evaluation.evaluation import Evaluation, evaluate
from par_eval.evaluation.findings import Finding, findings, in_brief
from par_eval.evaluation.limits import Gap, gaps, limits, refused
from par_eval.evaluation.outliers import outliers
from par_eval.evaluation.standing import bounds_text, complete_years, place_text, places
from par_eval.evaluation.subject import National, Subject
from par_eval.evaluation.trends import followed, holm, spanned, trends
from par_eval.evaluation.windows import Window, Windows, windows

__all__ = [
    "CASES",
    "Evaluation",
    "Finding",
    "Gap",
    "National",
    "Subject",
    "Window",
    "Windows",
    "bounds_text",
    "change_range",
    "complete_years",
    "count_of",
    "evaluate",
    "findings",
    "followed",
    "gaps",
    "holm",
    "in_brief",
    "limits",
    "outliers",
    "over_period",
    "parts_of",
    "place_text",
    "places",
    "refused",
    "spanned",
    "trends",
    "window_id",
    "windows",
]
