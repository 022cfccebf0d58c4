"""Scores and standard errors from which ranks may be told, or what is wrong there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from par_eval.values import ParEvalError

__all__ = ["check_options", "checked"]

NAMED = 5
"""Units that a message names; all others are counted."""
LOWEST, HIGHEST = 0.5, 0.9999
"""Levels between which the search for a critical value is sure to end."""
TAIL = 10
"""Simulated draws that must lie beyond the level."""

Numbers: TypeAlias = pd.Series | Sequence[float]


def checked(
    scores: Numbers, standard_errors: Numbers | float
) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    """Units, scores and errors in one order.

    Parameters
    ----------
    scores : Series or sequence of float
        Score of each unit.
    standard_errors : Series, sequence of float or float
        Standard error of each score; one number holds for all. Two series are
        matched by unit.

    Returns
    -------
    units : Index
    scores, standard_errors : ndarray

    Raises
    ------
    ParEvalError
        If ranks cannot be told from them.

    Examples
    --------
    >>> units, values, errors = checked([3.0, 2.0], 0.5)
    >>> errors.tolist()
    [0.5, 0.5]
    """
    values = _numbers(scores, "scores")
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()].unique()
        raise ParEvalError(
            f"{_named(twice)} stand twice among the scores; give each unit one score"
        )
    if len(values) < 2:
        raise ParEvalError(
            f"ranks need at least two units, and there are {len(values)}; give the "
            "scores of all units that are ranked"
        )
    missing = values.index[~np.isfinite(values)]
    if len(missing):
        raise ParEvalError(
            f"the scores of {_named(missing)} are missing or not finite; leave these "
            "units out before, and say among how many the others are ranked"
        )
    errors = _matched(standard_errors, values, isinstance(scores, pd.Series))
    unusable = values.index[~(np.isfinite(errors) & (errors > 0))]
    if len(unusable):
        raise ParEvalError(
            f"the standard errors of {_named(unusable)} are missing, zero, negative "
            "or not finite; give a positive one for every unit"
        )
    return values.index, values.to_numpy(), errors


def _numbers(given: Numbers, what: str) -> pd.Series:
    try:
        return pd.Series(given).astype(float)
    except (TypeError, ValueError) as error:
        raise ParEvalError(f"the {what} are no numbers ({error})") from error


def _matched(given: Numbers | float, values: pd.Series, labelled: bool) -> np.ndarray:
    """Errors in the order of the scores: one for all, by unit, or by position."""
    if np.ndim(given) == 0:
        given = [given] * len(values)
    errors = _numbers(given, "standard errors")
    if labelled and isinstance(given, pd.Series):
        other = errors.index.symmetric_difference(values.index)
        if len(other) or errors.index.has_duplicates:
            which = other if len(other) else errors.index[errors.index.duplicated()]
            raise ParEvalError(
                f"scores and standard errors do not match: {_named(which)} have one of "
                "both only, or several errors; give each unit a score and an error"
            )
        return errors.reindex(values.index).to_numpy()
    if len(errors) != len(values):
        raise ParEvalError(
            f"there are {len(values)} scores and {len(errors)} standard errors; give "
            "each unit one of both, or one number for all"
        )
    return errors.to_numpy()


def check_options(level: float, draws: int) -> None:
    """Refuse a level or a number of draws that no set can be told from.

    Parameters
    ----------
    level : float
        Probability that a set holds.
    draws : int
        Simulated draws.

    Raises
    ------
    ParEvalError
        Naming the bounds.

    Examples
    --------
    >>> check_options(0.95, 20_000)
    """
    if not LOWEST <= level <= HIGHEST:
        raise ParEvalError(
            f"the level {level} is no probability of holding between {LOWEST} and "
            f"{HIGHEST}; 0.95 is the usual one"
        )
    if draws * (1 - level) < TAIL:
        raise ParEvalError(
            f"{draws} draws are too few to tell where 1 in {1 / (1 - level):.0f} "
            f"begins; take at least {TAIL / (1 - level):.0f}"
        )


def _named(units: pd.Index) -> str:
    """Units for a message, the first ones if there are many."""
    shown = ", ".join(str(unit) for unit in units[:NAMED])
    return shown if len(units) <= NAMED else f"{shown} and {len(units) - NAMED} more"
