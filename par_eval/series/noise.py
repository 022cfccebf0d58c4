"""Noise of a yearly score: what does not last from one year to the next (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series.breaks import segments
from par_eval.series.standing import z_scores
from par_eval.values import Measure, address, define, text

__all__ = ["NOISE", "RELATIVE_NOISE", "Noise", "noise"]

NOT_FOR = text(
    "A standard error of the publisher: real changes that did not last count as noise "
    "too, so it is an upper bound."
)
NOISE = define(
    Measure(
        key="transitory_deviation",
        sentence=text(
            "Standard deviation of what did not last from one year to the next, pooled "
            "over the provinces"
        ),
        not_for=NOT_FOR,
        operation="transitory_deviation",
        decimals=2,
        function="series.noise",
    )
)
RELATIVE_NOISE = define(
    Measure(
        key="relative_noise",
        sentence=text(
            "Standard deviation of what did not last from one year to the next, pooled "
            "over the provinces, where the provinces of each year have a standard "
            "deviation of one"
        ),
        not_for=NOT_FOR,
        operation="transitory_deviation",
        decimals=2,
        function="series.noise",
    )
)


@dataclass(frozen=True)
class Noise:
    """Transitory standard deviation of an indicator, pooled over the provinces.

    An upper bound on noise: a real change that did not last counts as noise too.

    Parameters
    ----------
    indicator : str
        Indicator id.
    deviation : float
        In the unit of the indicator, on the scale of the run.
    relative : float
        In standard deviations of the provinces within a year, so that it can be
        carried to z-scores and to other scales.
    years : tuple of int
        The run of years that it is estimated on, without a hard break.
    products : int
        Products of consecutive changes that it is the mean of.
    borrowed : bool
        Whether fewer than ``run_years`` years of the run lie in the years asked for.
    """

    indicator: str
    deviation: float
    relative: float
    years: tuple[int, ...]
    products: int
    borrowed: bool

    @property
    def where(self) -> str:
        """Address of the values that it is estimated from."""
        return address(self.indicator, "*", self.years)

    @property
    def degrees(self) -> float:
        """Degrees of freedom of the estimated variance.

        Under independent normal noise of variance v the product of two consecutive
        first differences has variance 5 v^2, a squared deviation one of 2 v^2.
        """
        return 2 * self.products / 5

    @property
    def known(self) -> bool:
        """Whether anything transitory was found; if not, it bounds nothing."""
        return bool(self.relative > 0)


def noise(facts: Facts, indicator: str, years: Iterable[int]) -> Noise | None:
    """Pooled transitory standard deviation, from a run without a hard break (rule 4).

    If a score is a lasting part that moves at random and a part that does not last,
    two consecutive changes have in common only what did not last, with opposite
    signs: minus the mean of their product is its variance. Changes are those of the
    deviation from each year's mean; provinces are pooled, never taken one by one,
    and a missing year leaves out every change that it is part of.

    The run is the longest of those with at least ``run_years`` (threshold) years
    among the years asked for, or else the nearest in time, the longer one of two.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    years : iterable of int
        Years whose noise is asked for, such as those of a plan period.

    Returns
    -------
    Noise or None
        None where no run has three years in a row and at least ``run_years`` in all.

    References
    ----------
    Meghir and Pistaferri (2004), Income Variance Dynamics and Heterogeneity,
    Econometrica 72(1), 1-32.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> found = noise(facts, headline, range(2016, 2021))
    >>> found.years, found.borrowed
    ((2011, 2012, 2013, 2014, 2015), True)
    """
    least = int(facts.threshold("run_years"))
    scores = facts.series(indicator)
    runs = [r for r in segments(facts, indicator) if len(r) >= least]
    usable = [run for run in runs if _products(scores.loc[list(run)]).size]
    if not usable:
        return None
    asked = frozenset(int(year) for year in years)
    run = min(usable, key=lambda run: _distance(run, asked, least))
    deviations = scores.loc[list(run)].sub(scores.loc[list(run)].mean(axis=1), axis=0)
    z = z_scores(facts, indicator).loc[list(run)]
    return Noise(
        indicator,
        deviation=_transitory(deviations),
        relative=_transitory(z),
        years=run,
        products=_products(deviations).size,
        borrowed=len(asked.intersection(run)) < least,
    )


def _distance(
    run: tuple[int, ...], asked: frozenset[int], least: int
) -> tuple[int, int, int]:
    """Order of preference: most years asked for, if enough; nearest; longest."""
    inside = len(asked.intersection(run))
    if inside >= least:
        return -inside, 0, -len(run)
    away = min(abs(year - other) for year in run for other in asked or run)
    return 0, away, -len(run)


def _products(values: pd.DataFrame) -> np.ndarray:
    """Products of the consecutive changes of all provinces, of years in a row only."""
    first, last = int(values.index[0]), int(values.index[-1])
    changes = values.reindex(range(first, last + 1)).diff()
    products = (changes * changes.shift(-1)).to_numpy()
    return products[~np.isnan(products)]


def _transitory(values: pd.DataFrame) -> float:
    """Deviation whose variance is minus the autocovariance of the changes."""
    products = _products(values)
    return float(np.sqrt(max(0.0, -products.mean()))) if products.size else np.nan
