"""Convergence: whether provinces that start low catch up, and what noise fakes of it.

The noise of one year makes low scores rise and high ones fall, so the slope of the
change on the initial score is negative even where nothing converges (Friedman 1992,
Do old fallacies ever die?). It never stands alone here (rule 13).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series.breaks import Break, breaks_between, describe, hard
from par_eval.series.change import soft_note
from par_eval.series.parts import plain
from par_eval.series.slopes import Slope, narrower, slope
from par_eval.series.standing import COUNT
from par_eval.values import (
    ComparabilityError,
    Measure,
    MissingValueError,
    Quantity,
    Result,
    Text,
    address,
    define,
    text,
)

__all__ = ["Convergence", "convergence"]

NAIVE_BETA = define(
    Measure(
        key="naive_beta",
        sentence=text("Slope of the change on the initial score, over provinces"),
        not_for=text("Convergence by itself: noise alone makes the slope negative."),
        operation="slope",
        decimals=2,
        function="series.convergence",
        signed=True,
    )
)
INSTRUMENTED_BETA = define(
    Measure(
        key="instrumented_beta",
        sentence=text(
            "Slope of the change on the initial score, the score of the year before "
            "as instrument"
        ),
        not_for=text("Convergence where the spread among provinces does not fall."),
        operation="instrumented_slope",
        decimals=2,
        function="series.convergence",
        signed=True,
    )
)
SLOPE_ERROR = define(
    Measure(
        key="slope_error",
        sentence=text("Standard error of a slope, whatever the spread of its errors"),
        not_for=text("The error of one province's change."),
        operation="standard_error",
        decimals=2,
        function="series.convergence",
    )
)
SPREAD = define(
    Measure(
        key="spread",
        sentence=text(
            "Standard deviation over the provinces that have all the years of the "
            "comparison"
        ),
        not_for=text("The noise of one province's score."),
        operation="standard_deviation",
        decimals=2,
        function="series.convergence",
    )
)
SPREAD_RATIO = define(
    Measure(
        key="spread_ratio",
        sentence=text("Spread among provinces at the end over that at the start"),
        not_for=text("Who moved up and who moved down."),
        operation="ratio",
        decimals=2,
        function="series.convergence",
    )
)

BETAS = {"naive": NAIVE_BETA, "instrumented": INSTRUMENTED_BETA}
LEAST = 5
"""Provinces below which no slope is fitted."""
READINGS: dict[str, Text] = {
    "shown": text(
        "Both slopes are negative and the spread fell: provinces that started low "
        "caught up."
    ),
    "two_years": text(
        "The slope is negative, but noise alone makes it so, and without a third "
        "year that cannot be taken out: no convergence shown."
    ),
    "spread_kept": text(
        "The slopes are negative, but the spread among provinces did not fall "
        "beyond chance: no convergence shown."
    ),
    "spread_only": text(
        "The spread fell, but the slope that is free of the first year's noise is "
        "not below zero beyond chance; the two disagree: no convergence shown."
    ),
    "noise": text(
        "The naive slope is negative, as noise alone makes it; the slope that is "
        "free of that noise is not below zero beyond chance, and the spread did "
        "not fall beyond chance: no convergence shown."
    ),
    "contradictory": text("Slopes and spread disagree: no convergence shown."),
    "nothing": text(
        "Neither the slopes nor the spread fall beyond chance: no convergence shown."
    ),
}
"""What slopes and spread say together, in words."""


@dataclass(frozen=True)
class Convergence(Result):
    """What a run of years says about convergence, naive and corrected side by side.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``indicator``, ``what``, ``first``, ``last``.
    indicator : str
        Indicator id.
    years : tuple of int
        Years of the run.
    quantities : mapping of str to Quantity
        ``naive`` and ``instrumented`` slopes with their intervals (``instrumented``
        only with three years or more), ``naive_error``, ``instrumented_error``,
        spread at the ``start`` and at the ``end``, ``ratio``, ``provinces``. The
        interval is missing where the instrument is too weak to bound the slope.
    verdict : str
        Key of `READINGS`: what slopes and spread say together.
    soft : tuple of Break
        Soft breaks inside the run.

    See Also
    --------
    convergence : How one is made.
    """

    indicator: str = ""
    years: tuple[int, ...] = ()
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    verdict: str = "nothing"
    soft: tuple[Break, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether both slopes are negative and the spread fell, beyond chance each."""
        return self.verdict == "shown"

    @property
    def reading(self) -> Text:
        """What the verdict means, in words."""
        return READINGS[self.verdict]


def convergence(facts: Facts, indicator: str, years: Sequence[int]) -> Convergence:
    """Beta and sigma convergence over a run of years (rule 13).

    The naive slope is that of the change from the first to the last year on the first
    year's score. The instrumented one starts from the second year, and its score is
    instrumented by the first year's, whose noise is another. The spreads of the first
    and the last year are compared over the same provinces.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    years : sequence of int
        Years of the run, in order.

    Returns
    -------
    Convergence

    Raises
    ------
    ComparabilityError
        If the run crosses a hard break.
    MissingValueError
        If fewer than five provinces have the years that are compared.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> convergence(facts, headline, range(2011, 2016)).shown
    False
    """
    run = tuple(int(year) for year in years)
    soft = _soft(facts, indicator, run)
    first, second, last = _scores(facts, indicator, run)
    level = facts.threshold("interval_level")
    slopes = {"naive": slope(last - first, first, first, level)}
    if len(run) > 2:
        slopes["instrumented"] = slope(last - second, second, first, level)
    spreads = [float(np.std(scores, ddof=1)) for scores in (first, last)]
    said = _quantities(facts, indicator, run, slopes, spreads, len(first))
    shorter = narrower(first, last, level)
    negative = {name: found.is_negative for name, found in slopes.items()}
    return Convergence(
        name="convergence",
        numbers=pd.DataFrame([_row(indicator, run, *item) for item in said.items()]),
        notes=tuple(soft_note(b) for b in soft),
        indicator=indicator,
        years=run,
        quantities=said,
        verdict=_verdict(negative["naive"], negative.get("instrumented"), shorter),
        soft=soft,
    )


def _soft(facts: Facts, indicator: str, run: tuple[int, ...]) -> tuple[Break, ...]:
    """Soft breaks inside a run; refused across a hard one (rule 3)."""
    between = breaks_between(facts, indicator, run[0], run[-1])
    if hard(between):
        raise ComparabilityError(
            f"convergence of {indicator} from {run[0]} to {run[-1]} is refused: "
            f"{describe(hard(between), facts.languages[0])}",
            hard(between),
        )
    return between


def _scores(facts: Facts, indicator: str, run: tuple[int, ...]) -> list[np.ndarray]:
    """Scores of the first, second and last year, over the provinces with all."""
    frame = facts.series(indicator).reindex([run[0], run[1], run[-1]])
    both = frame.dropna(axis="columns")
    if both.shape[1] < LEAST:
        raise MissingValueError(
            f"{indicator} has {both.shape[1]} provinces with values in {run[0]}, "
            f"{run[1]} and {run[-1]}; convergence needs {LEAST}"
        )
    return list(both.to_numpy(float))


def _quantities(
    facts: Facts,
    indicator: str,
    run: tuple[int, ...],
    slopes: Mapping[str, Slope],
    spreads: list[float],
    provinces: int,
) -> dict[str, Quantity]:
    """Slopes, errors and spreads with their addresses."""
    unit = str(facts.indicator(plain(indicator))["unit"])
    first, second, last = (address(indicator, "*", y) for y in (*run[:2], run[-1]))
    inputs = {"naive": (last, first), "instrumented": (last, second, first)}
    same = address(indicator, "*", sorted({*run[:2], run[-1]}))
    said = {}
    for name, found in slopes.items():
        kind = "confidence" if found.low is not None else None
        bounds = (found.low, found.high, kind)
        one = said[name] = Quantity(found.value, "", BETAS[name], inputs[name], *bounds)
        said[f"{name}_error"] = Quantity(found.error, "", SLOPE_ERROR, (one.id,))
    for name, value, year in zip(("start", "end"), spreads, (first, last), strict=True):
        said[name] = Quantity(value, unit, SPREAD, (year, same))
    ratio = spreads[1] / spreads[0] if spreads[0] else math.nan
    of = (said["end"].id, said["start"].id)
    said["ratio"] = Quantity(ratio, "", SPREAD_RATIO, of)
    said["provinces"] = Quantity(provinces, "provinces", COUNT, (same,))
    return said


def _row(
    indicator: str, run: tuple[int, ...], what: str, quantity: Quantity
) -> dict[str, object]:
    keys = {"indicator": indicator, "what": what, "first": run[0], "last": run[-1]}
    found = {key: value for key, value in vars(quantity).items() if key != "notes"}
    return {**keys, **found}


def _verdict(naive: bool, corrected: bool | None, narrower: bool) -> str:
    """What slopes and spread say together: a key of `READINGS` (rule 13)."""
    if naive and corrected is None:
        return "two_years"
    if naive and corrected:
        return "shown" if narrower else "spread_kept"
    if naive:
        return "spread_only" if narrower else "noise"
    return "contradictory" if corrected or narrower else "nothing"
