"""Options: what the data list and the library can run, the default first."""

from __future__ import annotations

from collections.abc import Mapping

from par_eval.evaluation.questions import asked
from par_eval.evaluation.subject import Subject

__all__ = ["ALLOW", "LEAVE_OUT", "OPTIONS", "STANDING_OPTIONS", "WINDOWS", "listed"]

ALLOW, LEAVE_OUT = "allow", "leave_out"

WINDOWS: Mapping[str, tuple[str, ...]] = {
    "baseline": ("mean_of_two", "last_year"),
    "endline": ("mean_of_two", "last_year"),
    "outlier_years": ("next_year", "single", "admit"),
}
"""Options of the windows that the library can run, the default first."""

OPTIONS: Mapping[str, tuple[str, ...]] = {
    **WINDOWS,
    "soft_breaks": (ALLOW, LEAVE_OUT),
    "peers": ("all_median", "all_mean", "region_median"),
}
"""All options of a change that the library can combine, the default first."""


STANDING_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "aggregation": ("mean_z", "mean_percentile"),
    "whole": (
        "sum",
        "geometric_mean",
        "equal_spread",
        "rank_average",
        "equal_parts",
    ),
    "missing_parts": ("complete", "common_parts"),
    "missing_years": ("complete", "any"),
    "outlier_years": ("keep", "leave_out"),
    "parts": ("all", "one_left_out"),
}
"""All options of a standing that the library can combine, the default first."""


def listed(
    subject: Subject,
    answered_by: str = "trends",
    known: Mapping[str, tuple[str, ...]] = OPTIONS,
) -> dict[str, tuple[str, ...]]:
    """Options of each choice that the data list for a question.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    answered_by : str
        Part of the evaluation that answers the question.
    known : mapping of str to tuple of str
        Options that the library can run, the default first.

    Returns
    -------
    dict of str to tuple of str
        Every choice of `known`; its default alone where the data list no other.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> listed(evaluate("Ca Mau", "2016-2020"))["endline"]
    ('mean_of_two', 'last_year')
    """
    questions = asked(subject.facts)
    mine = set(questions["question"][questions["answered_by"] == answered_by])
    choices = subject.facts.table("choices")
    rows = choices[choices["question"].isin(mine)]
    named = set(zip(rows["choice"], rows["option"], strict=True))
    return {
        choice: (
            options[0],
            *(option for option in options[1:] if (choice, option) in named),
        )
        for choice, options in known.items()
    }
