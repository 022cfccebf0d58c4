"""Rank correlation of two instruments over the provinces, in one year (rule 8)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]

from par_eval.evaluation.subject import National
from par_eval.series import EXACT, direction
from par_eval.series.noise import RELATIVE_NOISE
from par_eval.values import (
    Measure,
    Name,
    Quantity,
    address,
    define,
    identity,
    text,
)

__all__ = ["Correlation", "Heard", "correlation"]

LEAST = 10
"""Provinces below which no correlation is given."""

RANK_CORRELATION = define(
    Measure(
        key="rank_correlation",
        sentence=text(
            "Rank correlation of two instruments over the provinces in one year: 1 for "
            "the same order, 0 for no relation, −1 for the opposite order"
        ),
        not_for=text("A test of who is right: they ask different people."),
        operation="rank_correlation",
        decimals=2,
        function="evaluation.country_agreement",
        signed=True,
    )
)
CORRELATION_LOW = define(
    Measure(
        key="rank_correlation_low",
        sentence=text("Lower end of the interval of a rank correlation"),
        not_for=text("One year alone: every year of the period was looked at."),
        operation="correlation_interval",
        decimals=2,
        function="evaluation.country_agreement",
        signed=True,
    )
)
CORRELATION_HIGH = define(
    Measure(
        key="rank_correlation_high",
        sentence=text("Upper end of the interval of a rank correlation"),
        not_for=text("One year alone: every year of the period was looked at."),
        operation="correlation_interval",
        decimals=2,
        function="evaluation.country_agreement",
        signed=True,
    )
)
CORRELATION_P = define(
    Measure(
        key="rank_correlation_p",
        sentence=text(
            "Probability of a rank correlation as large where there is no relation, "
            "after Holm over the years and pairs of instruments"
        ),
        not_for=text("The probability that there is no relation."),
        operation="holm",
        decimals=3,
        function="evaluation.country_agreement",
    )
)
CEILING = define(
    Measure(
        key="correlation_ceiling",
        sentence=text(
            "Correlation that would be expected with the noise of both instruments if "
            "they measured the same thing"
        ),
        not_for=text("A bound: noise is estimated from above."),
        operation="correlation_ceiling",
        decimals=2,
        function="evaluation.country_agreement",
        signed=True,
    )
)
PAIRED = define(
    Measure(
        key="paired",
        sentence=text("Number of provinces that have a value in both instruments"),
        not_for=text("The number of all provinces: some may have no value."),
        operation="paired",
        decimals=0,
        function="evaluation.country_agreement",
    )
)


@dataclass(frozen=True)
class Heard:
    """An instrument with a place for all provinces that it covers in a year.

    Parameters
    ----------
    instrument, headline : str
        Instrument id, and the indicator that stands for it.
    name, who : Name
        What it is called, and who answers; `who` without texts where not stated.
    contains : str
        Instrument that is a part of it; empty where there is none.
    """

    instrument: str
    headline: str
    name: Name
    who: Name
    contains: str = ""


@dataclass(frozen=True)
class Correlation:
    """Rank correlation of two instruments in one year.

    Parameters
    ----------
    first, second : Heard
        The two, in the order of the data.
    year : int
        Year.
    rho : Quantity
        Spearman's rank correlation; its low and high are its interval.
    provinces : Quantity
        How many have a value in both.
    adjusted : Quantity
        p-value of the same method, after Holm over all pairs and years.
    ceiling : Quantity or None
        What noise would leave of a perfect one; None where a noise is not known.
    beyond_chance : bool
        Whether the correlation stands out after Holm.
    """

    first: Heard
    second: Heard
    year: int
    rho: Quantity
    provinces: Quantity
    adjusted: Quantity
    ceiling: Quantity | None
    beyond_chance: bool = False

    @property
    def names(self) -> tuple[str, str]:
        """Ids of the two instruments."""
        return self.first.instrument, self.second.instrument

    @property
    def ends(self) -> tuple[Quantity, Quantity]:
        """Ends of the interval, as numbers of their own."""
        low, high = float(self.rho.low or 0.0), float(self.rho.high or 0.0)
        return (
            Quantity(low, "", CORRELATION_LOW, self.rho.of),
            Quantity(high, "", CORRELATION_HIGH, self.rho.of),
        )


def correlation(
    national: National, first: Heard, second: Heard, year: int
) -> Iterator[Correlation]:
    """Correlation of one pair in one year, where enough provinces have both.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    first, second : Heard
        Two instruments.
    year : int
        Year.

    Yields
    ------
    Correlation
        One at most; its p-value is that of one look.
    """
    facts = national.facts
    names = first.headline, second.headline
    both = pd.DataFrame(
        {n: facts.series(n).loc[year] * direction(facts, n) for n in names}
    )
    places = both.dropna().round(EXACT).rank()
    if len(places) < LEAST or (places.std() == 0).any():
        return
    rho = float(places[names[0]].corr(places[names[1]]))
    of = tuple(address(name, "*", year) for name in names)
    error = math.sqrt((1 + rho**2 / 2) / (len(places) - 3))
    middle = math.atanh(min(max(rho, -1 + 1e-12), 1 - 1e-12))
    reach = float(ndtri((1 + facts.threshold("interval_level")) / 2)) * error
    ends = math.tanh(middle - reach), math.tanh(middle + reach)
    p = 2 * float(ndtr(-abs(middle) / error))
    quantity = Quantity(rho, "", RANK_CORRELATION, of, *ends, "confidence")
    yield Correlation(
        first=first,
        second=second,
        year=year,
        rho=quantity,
        provinces=Quantity(float(len(places)), "provinces", PAIRED, of),
        adjusted=Quantity(p, "probability", CORRELATION_P, (quantity.id,)),
        ceiling=_ceiling(national, first, second),
    )


def _ceiling(national: National, first: Heard, second: Heard) -> Quantity | None:
    """Root of the shares of the spread that are not noise."""
    noises = [national.noise(one.headline) for one in (first, second)]
    if any(n is None or not n.known or n.relative >= 1 for n in noises):
        return None
    told = [n for n in noises if n is not None]
    value = math.sqrt(math.prod(1 - n.relative**2 for n in told))
    of = tuple(identity(RELATIVE_NOISE, (n.where,)) for n in told)
    return Quantity(value, "", CEILING, of)
