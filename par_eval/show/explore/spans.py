"""Spans: one year or the whole period, and everybody's standing in it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation import Evaluation, complete_years
from par_eval.values import Text, text

__all__ = ["Span", "chosen"]


@dataclass(frozen=True, eq=False)
class Span:
    """Years that a place holds for, with the standing of all provinces in them.

    Parameters
    ----------
    key : str
        The year, or ``period``.
    years : tuple of int
        One year, or those that the period averages.
    table : DataFrame
        Standing, as `par_eval.standing` gives it.
    """

    key: str
    years: tuple[int, ...]
    table: pd.DataFrame

    @property
    def words(self) -> Text | int:
        """The year, or the first and the last one."""
        if len(self.years) == 1:
            return self.years[0]
        return text("{first}–{last}", first=self.years[0], last=self.years[-1])


def chosen(evaluation: Evaluation, year: int | None) -> Span | None:
    """Span of a year, of the last year with a place, or of the period.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    year : int or None
        Year; 0 for the period, None for the last year with a value.

    Returns
    -------
    Span or None
        None where the province has no place in it.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> chosen(evaluate("Ca Mau", "2016-2020"), None).years
    (2020,)
    """
    national = evaluation.national
    known = complete_years(evaluation, national.headline)
    wanted = known if year == 0 else known[-1:] if year is None else (year,)
    if not wanted or (year == 0 and len(wanted) < 2):
        return None
    table = national.over(national.headline, wanted)
    if evaluation.province not in set(table["province"]):
        return None
    return Span("period" if year == 0 else str(wanted[0]), wanted, table)
