"""Moves: changes of all provinces between two windows, shared by their evaluations."""

from __future__ import annotations

import pandas as pd

from par_eval.evaluation.changes import moves_of
from par_eval.evaluation.subject import National
from par_eval.evaluation.windows import Window

__all__ = ["Pair", "moves_between", "moves_without"]

Pair = tuple[Window, Window]


def moves_between(national: National, indicator: str, pair: Pair) -> pd.Series:
    """Change of every province between two windows, computed once.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    indicator : str
        Indicator id, with or without a span.
    pair : (Window, Window)
        Baseline and endline.

    Returns
    -------
    Series
        By province, missing where a year is missing; not to be changed.
    """
    return moves_of(national.facts, indicator, *pair)


def moves_without(
    national: National, indicator: str, part: str, pair: Pair
) -> pd.Series:
    """Change of every province between two windows with one part left out.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    indicator : str
        Indicator id of a whole, with or without a span.
    part : str
        Indicator id of the part.
    pair : (Window, Window)
        Baseline and endline.

    Returns
    -------
    Series
        By province; not to be changed.
    """
    key = ("moves_without", indicator, part, pair[0].years, pair[1].years)
    return national.facts.once(
        key,
        lambda: (
            moves_between(national, indicator, pair)
            - moves_between(national, part, pair)
        ),
    )
