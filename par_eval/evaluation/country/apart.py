"""How far noise separates the provinces, all of them compared at once (rule 4)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from par_eval.evaluation.intervals import Interval
from par_eval.evaluation.subject import National
from par_eval.series import COUNT, MEAN_Z_SCORE
from par_eval.series.noise import RELATIVE_NOISE
from par_eval.series.rank_intervals import rank_intervals
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = ["half_of", "nearest_apart", "pairs_apart", "together"]

UPPER, LOWER, OPEN = "upper", "lower", "open"

PAIRS_APART = define(
    Measure(
        key="pairs_apart_at_once",
        sentence=text(
            "Pairs of provinces that noise leaves in one order only, all pairs "
            "compared at once"
        ),
        not_for=text(
            "The other pairs being equal: they may differ without being seen."
        ),
        operation="noise_interval",
        decimals=0,
        function="series.rank_intervals",
    )
)
PAIRS = define(
    Measure(
        key="pairs",
        sentence=text("Pairs that the provinces with a place form"),
        not_for=text("Pairs of all provinces: some may have no place."),
        operation="pairs",
        decimals=0,
        function="evaluation.country_places",
    )
)
NEAREST = define(
    Measure(
        key="nearest_apart",
        sentence=text(
            "Least difference of ranks of two provinces that can be told apart, all "
            "pairs compared at once"
        ),
        not_for=text(
            "A rule for all pairs: most that lie as far cannot be told apart."
        ),
        operation="noise_interval",
        decimals=0,
        function="series.rank_intervals",
    )
)


def together(national: National, years: tuple[int, ...]) -> Interval | None:
    """Sets of places that hold for all provinces at once.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    years : tuple of int
        Years whose z-scores are averaged.

    Returns
    -------
    Interval or None
        None where no noise is known.
    """
    noise = national.noise(national.headline)
    if not years or national.noise_interval(national.headline, years) is None:
        return None
    assert noise is not None
    scores = national.over(national.headline, years).set_index("province")["z"]
    found = rank_intervals(
        scores,
        standard_errors=noise.relative / math.sqrt(len(years)),
        simultaneous=True,
        level=national.facts.threshold("interval_level"),
    )
    return Interval(found["lower"], found["upper"])


def half_of(found: Interval | None, province: str, of: int) -> str:
    """Half in which all places of a set lie; the middle place is in neither.

    Parameters
    ----------
    found : Interval or None
        Sets of places that hold for all provinces at once.
    province : str
        Code of the province.
    of : int
        Number of provinces with a place.

    Returns
    -------
    {"upper", "lower", "open"}
    """
    if found is None:
        return OPEN
    if found.worst[province] <= of // 2:
        return UPPER
    return LOWER if found.best[province] > (of + 1) // 2 else OPEN


def pairs_apart(
    national: National, years: tuple[int, ...], found: Interval | None
) -> tuple[Quantity | None, Quantity | None]:
    """Pairs that can be told apart, and how many pairs there are.

    A province's best place is one more than the provinces found above it, so that
    the best places count each pair that is told apart once.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    years : tuple of int
        Years whose z-scores are averaged.
    found : Interval or None
        Sets of places that hold for all provinces at once.

    Returns
    -------
    (Quantity, Quantity) or (None, None)
    """
    noise = national.noise(national.headline)
    if found is None or noise is None:
        return None, None
    every = address(national.headline, "*", years)
    scores = identity(MEAN_Z_SCORE, (every, every)) if len(years) > 1 else every
    inputs = (scores, identity(RELATIVE_NOISE, (noise.where,)))
    size = len(found.best)
    apart = float((found.best - 1).sum())
    number = identity(COUNT, (scores,))
    return (
        Quantity(apart, "pairs", PAIRS_APART, inputs),
        Quantity(size * (size - 1) / 2, "pairs", PAIRS, (number,)),
    )


def nearest_apart(
    apart: Quantity | None, ranks: Mapping[str, float], found: Interval | None
) -> Quantity | None:
    """Least difference of ranks of two provinces that can be told apart.

    The first province that lies surely below another one stands a place behind the
    worst place of that other one.

    Parameters
    ----------
    apart : Quantity or None
        Pairs that can be told apart.
    ranks : mapping of str to float
        Rank by province.
    found : Interval or None
        Sets of places that hold for all provinces at once.

    Returns
    -------
    Quantity or None
        None where no two can be told apart.
    """
    if apart is None or found is None or not apart.value:
        return None
    gaps = [
        float(found.worst[code]) + 1 - rank
        for code, rank in ranks.items()
        if found.worst[code] < len(ranks)
    ]
    return Quantity(min(gaps), "places", NEAREST, apart.of)
