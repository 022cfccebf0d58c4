"""Assignments: who counts as treated and who may be a donor, for many fits at once.

The fit of the treated unit and those of all its placebos differ only in this, so they
are one batch over the same outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from par_eval.impact.panel import Panel
from par_eval.impact.panel_checks import named
from par_eval.values import ParEvalError

__all__ = ["Assignments", "observed_assignment", "placebo_assignments", "without"]

MOST_SETS = 5000
"""Sets of placebo units that are all tried; beyond, they are drawn."""
DONORS = 2
"""Fewest donors: with one there is nothing to weigh."""
PRE_PERIODS = 2
"""Fewest periods before treatment: one cannot show how a unit moves."""


@dataclass(frozen=True)
class Assignments:
    """A batch of choices of treated units and donors over the same outcomes.

    Parameters
    ----------
    outcomes : ndarray, shape (units, periods)
        Outcomes, the periods in order.
    pre : int
        Periods before treatment, which come first.
    shares : ndarray, shape (batch, units)
        Share of each unit in the treated mean.
    allowed : ndarray of bool, shape (batch, units)
        Units that may be donors.
    draws : ndarray of int
        Rows of the batch in the order drawn; a row drawn twice is fitted once.
    """

    outcomes: np.ndarray
    pre: int
    shares: np.ndarray
    allowed: np.ndarray
    draws: np.ndarray

    @property
    def treated_counts(self) -> np.ndarray:
        """Treated units of each row."""
        return (self.shares > 0).sum(axis=1)

    def donor_forms(self, *, intercept: bool) -> np.ndarray:
        """Squared distance before treatment of the treated mean from any donors.

        Parameters
        ----------
        intercept : bool
            Whether a constant difference over time is left out of the distance.

        Returns
        -------
        ndarray, shape (batch, units, units)
            Q, so that the sum of squared differences is w'Qw where w sums to one.
        """
        before = self.outcomes[:, : self.pre]
        before = before - before.mean(axis=0)  # changes no difference, saves digits
        if intercept:
            before = before - before.mean(axis=1, keepdims=True)
        products = before @ before.T
        across = self.shares @ products
        own = (across * self.shares).sum(axis=1)
        crossed = across[:, :, None] + across[:, None, :]
        return products - crossed + own[:, None, None]

    def gaps(self, weights: np.ndarray) -> np.ndarray:
        """Treated mean less weighted donors in every period.

        Parameters
        ----------
        weights : ndarray, shape (batch, units)

        Returns
        -------
        ndarray, shape (batch, periods)
        """
        return (self.shares - weights) @ self.outcomes


def observed_assignment(panel: Panel) -> Assignments:
    """The assignment that happened, as a batch of one.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    Assignments

    Raises
    ------
    ParEvalError
        If treatment begins at different times, or donors or earlier periods are too
        few.
    """
    if not panel.simultaneous:
        raise ParEvalError(
            f"the treated units ({named(panel.treated_units)}) do not all start in the "
            "same period; fit each alone, or use staggered"
        )
    if len(panel.controls) < DONORS:
        raise ParEvalError(
            f"only {named(panel.controls)} is never treated; weights need at least "
            f"{DONORS} donors"
        )
    if len(panel.pre_periods) < PRE_PERIODS:
        raise ParEvalError(
            f"only {len(panel.pre_periods)} period lies before treatment; at least "
            f"{PRE_PERIODS} are needed"
        )
    treated = panel.outcomes.index.isin(panel.treated_units)
    return Assignments(
        panel.outcomes.to_numpy(float),
        len(panel.pre_periods),
        (treated / treated.sum())[None, :],
        ~treated[None, :],
        np.zeros(1, int),
    )


def placebo_assignments(
    panel: Panel, *, draws: int | None = None, seed: int | None = None
) -> tuple[Assignments, pd.Index]:
    """Controls as if they were treated, the treated left out.

    Parameters
    ----------
    panel : Panel
    draws : int, optional
        Sets of as many controls as there are treated units, drawn at random with
        `seed`; left out: every such set once.
    seed : int, optional
        Needed where `draws` is given.

    Returns
    -------
    Assignments, Index
        The batch, and the placebo units that each of its rows names.

    Raises
    ------
    ParEvalError
        If there are too few controls, too many sets to try all, or draws without seed.
    """
    actual = observed_assignment(panel)
    controls = np.flatnonzero(actual.allowed[0])
    count = int(actual.treated_counts[0])
    if len(controls) < count + DONORS:
        raise ParEvalError(
            f"{len(controls)} units are never treated; placebos of {count} treated "
            f"units need at least {count + DONORS}"
        )
    chosen, order = _chosen(controls, count, draws, seed)
    shares = np.zeros((len(chosen), len(actual.outcomes)))
    np.put_along_axis(shares, chosen, 1 / count, axis=1)
    allowed = actual.allowed & (shares == 0)
    units = panel.outcomes.index
    names = [", ".join(str(units[i]) for i in one) for one in chosen]
    labels = units[chosen[:, 0]] if count == 1 else pd.Index(names)
    batch = Assignments(actual.outcomes, actual.pre, shares, allowed, order)
    return batch, labels


def _chosen(
    controls: np.ndarray, count: int, draws: int | None, seed: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Distinct sets of placebo units, and the order in which they were drawn."""
    if draws is None:
        sets = comb(len(controls), count)
        if sets > MOST_SETS:
            raise ParEvalError(
                f"there are {sets} sets of {count} among {len(controls)} controls, too "
                "many to try all; give draws=500 and a seed"
            )
        every = np.array(list(combinations(controls, count)))
        return every, np.arange(len(every))
    if seed is None or draws < 2:
        raise ParEvalError(
            f"draws={draws} needs at least two draws and a seed, so that anyone can "
            "repeat them; give both or neither"
        )
    generator = np.random.default_rng(seed)
    mixed = generator.permuted(np.tile(controls, (draws, 1)), axis=1)
    sets_drawn, order = np.unique(
        np.sort(mixed[:, :count], axis=1), axis=0, return_inverse=True
    )
    return sets_drawn, order.reshape(-1)


def without(actual: Assignments, left_out: np.ndarray) -> Assignments:
    """The assignment that happened, each row with one donor less.

    Parameters
    ----------
    actual : Assignments
        A batch of one.
    left_out : ndarray of int
        Position of the unit that each row does without.

    Returns
    -------
    Assignments
    """
    count = len(left_out)
    allowed = np.repeat(actual.allowed, count, axis=0)
    allowed[np.arange(count), left_out] = False
    shares = np.repeat(actual.shares, count, axis=0)
    return Assignments(actual.outcomes, actual.pre, shares, allowed, np.arange(count))
