"""Texts of a report: the limits of the data."""

from __future__ import annotations

import pandas as pd

from par_eval.evaluation import Evaluation
from par_eval.evaluation import limits as limits_of
from par_eval.show.carrier import said
from par_eval.show.exhibit import Exhibit
from par_eval.show.numbers import columns_of
from par_eval.values import text

__all__ = ["limits"]


def limits(evaluation: Evaluation) -> Exhibit:
    """What a reader must know before reading any number.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text: missing years with their reasons, breaks, troughs and peaks.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> limits(evaluate("Ca Mau", "2016-2020")).id
    'limits'
    """
    sentences = limits_of(evaluation)
    warnings = evaluation.facts.warnings

    def body(language: str) -> str:
        heading = said(text("Limits of the data"), language)
        lines: list[object] = [*warnings, *sentences]
        if language not in evaluation.facts.languages:
            lines.append(text("The data give no names in the language of this report."))
        items = "".join(f"<li>{said(line, language)}</li>" for line in lines)
        return f'<div class="box"><h3>{heading}</h3><ul>{items}</ul></div>'

    return Exhibit(
        id="limits",
        kind="text",
        facts=evaluation.facts,
        title=text("Limits of the data"),
        subtitle=text("Limits of the data"),
        alternative=text("Limits of the data"),
        sources=(),
        numbers=pd.DataFrame(columns=columns_of()),
        body=body,
    )
