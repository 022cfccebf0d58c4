"""Expectation: what follows from other provinces' moves for a province's own move."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit  # type: ignore[import-untyped]

from par_eval.evaluation.benchmarks.deviations import NO_EFFECT
from par_eval.facts import Facts
from par_eval.values import Measure, Quantity, Text, define, text

__all__ = ["SIMILAR", "Expectation", "alike", "expectations", "predicted"]

NO_TARGET = text("A target, or what would have happened without a reform.")
NO_SHARE = text("The number of provinces: one may have moved so in several years.")

EXPECTED = define(
    Measure(
        key="expected_rebound",
        sentence=text(
            "Change against the mean of the provinces that is to be expected from "
            "what other provinces did after such moves"
        ),
        not_for=NO_TARGET,
        operation="prediction",
        decimals=2,
        function="evaluation.benchmarks",
        signed=True,
    )
)
LOWEST = define(
    Measure(
        key="lowest_expected",
        sentence=text("Lower end of the prediction interval of an expected rebound"),
        not_for=NO_EFFECT,
        operation="bound",
        decimals=2,
        function="evaluation.benchmarks",
        signed=True,
    )
)
HIGHEST = define(
    Measure(
        key="highest_expected",
        sentence=text("Upper end of the prediction interval of an expected rebound"),
        not_for=NO_EFFECT,
        operation="bound",
        decimals=2,
        function="evaluation.benchmarks",
        signed=True,
    )
)
HALF = define(
    Measure(
        key="moves_half_as_large",
        sentence=text(
            "Number of moves of other provinces in the same direction and at least "
            "half as large"
        ),
        not_for=NO_SHARE,
        operation="similar_moves",
        decimals=0,
        function="evaluation.benchmarks",
    )
)
QUARTER = define(
    Measure(
        key="moves_quarter_as_large",
        sentence=text(
            "Number of moves of other provinces in the same direction and at least a "
            "quarter as large"
        ),
        not_for=NO_SHARE,
        operation="similar_moves",
        decimals=0,
        function="evaluation.benchmarks",
    )
)
SAME = define(
    Measure(
        key="moves_same_direction",
        sentence=text("Number of moves of other provinces in the same direction"),
        not_for=NO_SHARE,
        operation="similar_moves",
        decimals=0,
        function="evaluation.benchmarks",
    )
)
EVERY = define(
    Measure(
        key="moves_either_direction",
        sentence=text("Number of moves of other provinces in either direction"),
        not_for=NO_SHARE,
        operation="similar_moves",
        decimals=0,
        function="evaluation.benchmarks",
    )
)

SIMILAR: dict[str, Text] = {
    "half": text("in the same direction and at least half as large"),
    "quarter": text("in the same direction and at least a quarter as large"),
    "same": text("in the same direction"),
    "every": text("in either direction"),
}
"""Which moves of other provinces are looked at, the most similar first; in words."""

COUNTS = dict(zip(SIMILAR, (HALF, QUARTER, SAME, EVERY), strict=True))
SHARES = {"half": 0.5, "quarter": 0.25, "same": 0.0}
"""Least size of a similar move, as a share of the province's own."""


@dataclass(frozen=True)
class Expectation:
    """What was to be expected after a move, from one set of moves elsewhere.

    Parameters
    ----------
    similar : str
        Which moves were looked at, a key of `SIMILAR`.
    cases : Quantity
        How many there are.
    expected : Quantity or None
        Change against the mean of the provinces, low and high being its prediction
        interval; None where the cases are too few.
    beyond : bool
        Whether the province's own move is larger than any of these.
    """

    similar: str
    cases: Quantity
    expected: Quantity | None = None
    beyond: bool = False

    @property
    def ends(self) -> tuple[Quantity, Quantity]:
        """Lower and upper end of the prediction interval."""
        assert self.expected is not None
        q = self.expected
        assert q.low is not None
        assert q.high is not None
        low = Quantity(q.low, q.unit, LOWEST, (q.id,))
        return low, Quantity(q.high, q.unit, HIGHEST, (q.id,))

    def holds(self, change: Quantity) -> bool:
        """Whether a change lies inside the prediction interval."""
        low, high = self.ends
        return low.value <= change.value <= high.value


def predicted(
    moves: np.ndarray, prior: float, level: float
) -> tuple[float, float, float]:
    """Later move to be expected after a prior one, with its prediction interval.

    Parameters
    ----------
    moves : ndarray
        Prior and later moves of other provinces, one row for each.
    prior : float
        Prior move of the province.
    level : float
        Level of the interval, such as 0.95.

    Returns
    -------
    expected, low, high : float
        By least squares of the later on the prior move.

    Examples
    --------
    >>> prior = np.linspace(-2, 2, 9)
    >>> moves = np.column_stack([prior, -0.5 * prior])
    >>> round(predicted(moves, -3, 0.95)[0], 6)
    1.5
    """
    x, y = moves[:, 0], moves[:, 1]
    n, away = len(x), prior - x.mean()
    scatter = float(((x - x.mean()) ** 2).sum())
    beta = float(((x - x.mean()) * y).sum() / scatter) if scatter else 0.0
    expected = float(y.mean() + beta * away)
    variance = float(((y - y.mean() - beta * (x - x.mean())) ** 2).sum() / (n - 2))
    reach = 1 + 1 / n + (away**2 / scatter if scatter else 0.0)
    half = float(stdtrit(n - 2, (1 + level) / 2)) * math.sqrt(variance * reach)
    return expected, expected - half, expected + half


def alike(moves: np.ndarray, prior: float, similar: str) -> np.ndarray:
    """Which moves count as similar to that of the province.

    Parameters
    ----------
    moves : ndarray
        Prior moves of other provinces.
    prior : float
        Prior move of the province.
    similar : str
        Key of `SIMILAR`.

    Returns
    -------
    ndarray
        True where a move is similar.

    Examples
    --------
    >>> alike(np.array([-2.0, -0.5, 1.0]), -3.0, "half").tolist()
    [True, False, False]
    """
    share = SHARES.get(similar)
    if share is None:
        return np.ones(len(moves), dtype=bool)
    along = moves * np.sign(prior)
    return np.asarray((along >= share * abs(prior)) & (along > 0))


def expectations(
    facts: Facts, moves: np.ndarray, prior: Quantity, every: str
) -> Iterator[Expectation]:
    """What was to be expected after a move, from each set of moves elsewhere.

    Parameters
    ----------
    facts : Facts
        Data package, for the thresholds.
    moves : ndarray
        Prior and later moves of other provinces, one row for each.
    prior : Quantity
        Prior move of the province, against the mean of the provinces.
    every : str
        Address of the values that the moves come from.

    Yields
    ------
    Expectation
        In the order of `SIMILAR`.
    """
    level = facts.threshold("interval_level")
    for similar in SIMILAR:
        chosen = moves[alike(moves[:, 0], prior.value, similar)]
        of = (prior.id, every)
        cases = Quantity(len(chosen), "moves", COUNTS[similar], of)
        if len(chosen) < facts.threshold("same_drop_least"):
            yield Expectation(similar, cases)
            continue
        value, low, high = predicted(chosen, prior.value, level)
        inputs = (prior.id, cases.id)
        expected = Quantity(
            value, prior.unit, EXPECTED, inputs, low, high, "prediction"
        )
        beyond = bool(abs(prior.value) > np.abs(chosen[:, 0]).max())
        yield Expectation(similar, cases, expected, beyond)
