"""Changes of place over the period, and whether noise alone explains them (rule 4)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd
from scipy.special import stdtr  # type: ignore[import-untyped]

from par_eval.evaluation.families import holm
from par_eval.evaluation.standing.places import complete_years
from par_eval.evaluation.standing.placings import place_in
from par_eval.evaluation.subject import Subject
from par_eval.series import Z_SCORE
from par_eval.series.noise import RELATIVE_NOISE, Noise
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = ["MOVE_WORDS", "Move", "rank_moves"]

MOVE_WORDS = {
    "distinguishable": text("distinguishable from noise"),
    "not_distinguishable": text("not distinguishable"),
    "not_tested": text("not tested: no noise is known"),
}
"""Words of the verdicts on a change of place."""

Z_CHANGE = define(
    Measure(
        key="z_change",
        sentence=text("Change of the distance from the year's mean"),
        not_for=text("Better or worse than before: it answers relative to others."),
        operation="difference",
        decimals=2,
        function="evaluation.precision",
        signed=True,
    )
)
PAIR_DISTANCE = define(
    Measure(
        key="pair_distance",
        sentence=text(
            "Change of the distance from the mean, in multiples of its noise"
        ),
        not_for=text("One comparison alone: it was one of several looks."),
        operation="pair_test",
        decimals=2,
        function="evaluation.precision",
        signed=True,
    )
)
PAIR_P = define(
    Measure(
        key="pair_p",
        sentence=text("Probability that noise alone moves a province as far"),
        not_for=text("The probability that the province did not move."),
        operation="pair_test",
        decimals=3,
        function="evaluation.precision",
    )
)


@dataclass(frozen=True)
class Move:
    """Change of a place from the first to the last year of the period with a value.

    Parameters
    ----------
    indicator : str
        Indicator id.
    first, last : int
        The two years.
    before, after : (Quantity, Quantity)
        Rank in each, and among how many provinces.
    change : Quantity
        Change of the within-year z-score.
    distance, p : Quantity or None
        Pair test: the change over its noise, which is that of two years, and the
        probability of one as large from noise alone. None where no noise is known.
    verdict : str
        Key of `MOVE_WORDS`, after Holm over all changes that were tested.
    """

    indicator: str
    first: int
    last: int
    before: tuple[Quantity, Quantity]
    after: tuple[Quantity, Quantity]
    change: Quantity
    distance: Quantity | None = None
    p: Quantity | None = None
    verdict: str = "not_tested"


def rank_moves(subject: Subject) -> tuple[Move, ...]:
    """Changes of place of the headline and of each dimension, as one family.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    tuple of Move
        Those of which the period has two years; the headline first.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> rank_moves(evaluate("Ca Mau", "2016-2020"))[0].verdict
    'not_distinguishable'
    """
    national = subject.national
    names = (national.headline, *national.dimensions)
    moves = [move for name in names for move in _move(subject, name)]
    tests = pd.Series({m.indicator: m.p.value for m in moves if m.p}, dtype=float)
    stands_out = holm(tests, subject.facts.threshold("family_level"))
    verdicts = {True: "distinguishable", False: "not_distinguishable"}
    return tuple(
        replace(m, verdict=verdicts[bool(stands_out[m.indicator])]) if m.p else m
        for m in moves
    )


def _move(subject: Subject, indicator: str) -> Iterator[Move]:
    """Change of one indicator, if the province has two years."""
    years = complete_years(subject, indicator)
    if len(years) < 2:
        return
    first, last = years[0], years[-1]
    before = place_in(subject, indicator, (first,))
    after = place_in(subject, indicator, (last,))
    if before is None or after is None:
        return
    ends = [
        float(subject.national.stands(indicator, (year,))[subject.province]["z"])
        for year in (last, first)
    ]
    of = tuple(
        identity(
            Z_SCORE, [address(indicator, w, year) for w in (subject.province, "*")]
        )
        for year in (last, first)
    )
    change = Quantity(ends[0] - ends[1], "z", Z_CHANGE, of)
    move = Move(indicator, first, last, before, after, change)
    found = subject.national.noise(indicator)
    tested = found is not None and found.known and not math.isnan(change.value)
    yield _tested(move, found) if found and tested else move


def _tested(move: Move, found: Noise) -> Move:
    """The change over its noise: that of two years, each as large as one year's.

    The noise is itself estimated, so the distance is held against a t distribution.
    """
    distance = move.change.value / (math.sqrt(2) * found.relative)
    p = 2 * float(stdtr(found.degrees, -abs(distance)))
    inputs = (move.change.id, identity(RELATIVE_NOISE, (found.where,)))
    return replace(
        move,
        distance=Quantity(distance, "z", PAIR_DISTANCE, inputs),
        p=Quantity(p, "probability", PAIR_P, inputs),
    )
