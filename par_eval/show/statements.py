"""Statements: what a part of an evaluation says, sentence by sentence."""

from __future__ import annotations

from par_eval.evaluation import Evaluation
from par_eval.show.carrier import said
from par_eval.show.exhibit import Exhibit
from par_eval.show.numbers import empty
from par_eval.values import Result, Text, quantities_in, text

__all__ = ["benchmarks", "boundary", "precision"]


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
    return _statement(
        evaluation,
        evaluation.precision,
        text("How sure the places are"),
        text("The province has no place in the period whose precision could be told."),
    )


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
    return _statement(
        evaluation,
        evaluation.benchmarks,
        text("Rebound and convergence"),
        text(
            "No year of the period follows a trough or a peak of the province, and too "
            "few years can be compared to tell whether the provinces converge."
        ),
    )


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
    facts, national = evaluation.facts, evaluation.national
    return _statement(
        evaluation,
        evaluation.boundary,
        text("Years that can be evaluated"),
        text(
            "No change of the borders of the province is known for {first} to {last}, "
            "and each of these years has an edition of {instrument}.",
            first=national.start,
            last=national.end,
            instrument=facts.name("instruments", national.instrument),
        ),
    )


def _statement(
    evaluation: Evaluation, result: Result, title: Text, otherwise: Text
) -> Exhibit:
    """The notes of a result as a list, or the one sentence where there are none."""
    lines = result.notes or (otherwise,)

    def body(language: str) -> str:
        heading = f"<h3>{said(title, language)}</h3>"
        if len(lines) == 1:
            return f"{heading}<p>{said(lines[0], language)}</p>"
        items = "".join(f"<li>{said(line, language)}</li>" for line in lines)
        return f"{heading}<ul>{items}</ul>"

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
