"""Statements: what a part of an evaluation says, sentence by sentence."""

from __future__ import annotations

from par_eval.evaluation import Evaluation
from par_eval.show.carrier import said
from par_eval.show.exhibit import Exhibit
from par_eval.show.numbers import empty
from par_eval.values import Result, Text, quantities_in, text

__all__ = ["benchmarks", "boundary", "left_out", "precision", "robustness"]


def precision(evaluation: Evaluation) -> Exhibit:
    """How sure the places are: noise, and what it cannot tell apart (rule 4).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> precision(evaluate("Ca Mau", "2016-2020")).kind
    'text'
    """
    title = text("How sure the places are")
    return _statement(evaluation, evaluation.precision, title)


def benchmarks(evaluation: Evaluation) -> Exhibit:
    """Expected rebound after a trough, and convergence (rule 13).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> benchmarks(evaluate("Ca Mau", "2016-2020")).id
    'benchmarks'
    """
    title = text("Rebound and convergence")
    return _statement(evaluation, evaluation.benchmarks, title)


def left_out(evaluation: Evaluation) -> Exhibit:
    """What the claims cite, and what they leave out (rule 11).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> left_out(evaluate("Ca Mau", "2016-2020")).id
    'left_out'
    """
    title = text("What was left out")
    return _statement(evaluation, evaluation.left_out, title)


def robustness(evaluation: Evaluation) -> Exhibit:
    """Which conclusions survive every changed choice (rule 9).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> robustness(evaluate("Ca Mau", "2016-2020")).id
    'robustness'
    """
    title = text("Conclusions under other choices")
    return _statement(evaluation, evaluation.robustness, title)


def boundary(evaluation: Evaluation) -> Exhibit:
    """Whether all years of the period can be evaluated (rule 14).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> boundary(evaluate("Ca Mau", "2016-2020")).id
    'boundary'
    """
    title = text("Years that can be evaluated")
    return _statement(evaluation, evaluation.boundary, title)


def _statement(evaluation: Evaluation, result: Result, title: Text) -> Exhibit:
    """The notes of a result as a list, or that there is nothing to say."""
    lines = result.notes or (text("Nothing is to be said here for this province."),)

    def body(language: str) -> str:
        items = "".join(f"<li>{said(line, language)}</li>" for line in lines)
        return f"<h3>{said(title, language)}</h3><ul>{items}</ul>"

    return Exhibit(
        id=result.name,
        kind="text",
        facts=evaluation.facts,
        title=title,
        subtitle=title,
        alternative=title,
        sources=(),
        numbers=empty(),
        body=body,
        extra=tuple(q for line in lines for q in quantities_in(line)),
    )
