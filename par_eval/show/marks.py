"""Marks: a shape for each verdict and grade, so that none is told by colour alone.

Targets are circles, claims squares, outcomes of reforms diamonds, pairs of witnesses
two circles, criteria bars. The word always stands beside the mark, so a screen reader
skips it.
"""

from __future__ import annotations

from collections.abc import Mapping

from par_eval.show.mark_shapes import (
    CLAIMS,
    COLOURS,
    GRADES,
    INK,
    LETTERS,
    OUTCOMES,
    PAIRS,
    STATUSES,
    TARGETS,
)

__all__ = [
    "claim_mark",
    "grade_mark",
    "outcome_mark",
    "pair_mark",
    "status_mark",
    "target_mark",
]


def target_mark(verdict: str) -> str:
    """Circle of the verdict on a target.

    Parameters
    ----------
    verdict : str
        Key of `par_eval.evaluation.TARGET_VERDICTS`.

    Returns
    -------
    str
        SVG, hidden from screen readers.

    Raises
    ------
    KeyError
        If there is no such verdict.

    Examples
    --------
    >>> target_mark("achieved") == target_mark("not_achieved")
    False
    """
    return _verdict_mark(TARGETS, verdict)


def claim_mark(verdict: str) -> str:
    """Square of the verdict on a claim.

    Parameters
    ----------
    verdict : str
        Key of `par_eval.evaluation.CLAIM_VERDICTS`.

    Returns
    -------
    str
        SVG, hidden from screen readers.

    Raises
    ------
    KeyError
        If there is no such verdict.
    """
    return _verdict_mark(CLAIMS, verdict)


def outcome_mark(verdict: str) -> str:
    """Diamond of the verdict on an outcome of a reform.

    Parameters
    ----------
    verdict : str
        Key of `par_eval.evaluation.OUTCOME_VERDICTS`.

    Returns
    -------
    str
        SVG, hidden from screen readers.

    Raises
    ------
    KeyError
        If there is no such verdict.
    """
    return _verdict_mark(OUTCOMES, verdict)


def pair_mark(verdict: str) -> str:
    """Two circles of the verdict on a pair of witnesses.

    Parameters
    ----------
    verdict : str
        Key of `par_eval.evaluation.PAIR_VERDICTS`.

    Returns
    -------
    str
        SVG, hidden from screen readers.

    Raises
    ------
    KeyError
        If there is no such verdict.
    """
    return _verdict_mark(PAIRS, verdict)


def status_mark(status: str) -> str:
    """Bar that says how far a criterion is assessed.

    Parameters
    ----------
    status : str
        Key of `par_eval.evaluation.ASSESSED`.

    Returns
    -------
    str
        SVG, hidden from screen readers.

    Raises
    ------
    KeyError
        If there is no such status.
    """
    return _verdict_mark(STATUSES, status)


def grade_mark(scale: str, grade: str) -> str:
    """Four small squares or circles, filled from the left: A four, D one.

    Parameters
    ----------
    scale : str
        Key of `par_eval.evaluation.SCALES`: squares for a measurement, circles for an
        effect.
    grade : str
        A, B, C or D; anything else fills none.

    Returns
    -------
    str
        SVG, hidden from screen readers.

    Raises
    ------
    KeyError
        If there is no such scale.

    Examples
    --------
    >>> grade_mark("measurement", "C").count('fill="currentColor"')
    2
    """
    shape = GRADES[scale]
    filled = len(LETTERS) - LETTERS.index(grade) if grade in LETTERS else 0
    parts = (
        shape.format(x=12 * n, fill=INK if n < filled else "none")
        for n in range(len(LETTERS))
    )
    return _svg("".join(parts), "ink", "48", "12", "gm")


def _verdict_mark(marks: Mapping[str, tuple[str, str]], verdict: str) -> str:
    inside, role = marks[verdict]
    return _svg(inside, role, "20", "20", "ic")


def _svg(inside: str, role: str, width: str, height: str, name: str) -> str:
    return (
        f'<svg class="{name}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" aria-hidden="true" '
        f'style="color:{COLOURS[role]}">{inside}</svg>'
    )
