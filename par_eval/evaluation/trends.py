"""Trends: changes over a plan period, each beside the typical province's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from par_eval.evaluation.windows import Window, Windows
from par_eval.facts import Facts
from par_eval.series import (
    COUNT,
    RANK,
    breaks_between,
    composition,
    plain,
    rank_in,
    unbroken,
)
from par_eval.values import (
    Joined,
    Measure,
    MissingValueError,
    Quantity,
    Result,
    Text,
    address,
    counted,
    define,
    identity,
    quantities,
    text,
)

if TYPE_CHECKING:
    from par_eval.evaluation.evaluation import Evaluation

__all__ = ["change_range", "followed", "holm", "spanned", "trends"]

Row = dict[str, object]

WINDOW_MEAN = define(
    Measure(
        key="window_mean",
        sentence=text("Mean of the years of a baseline or an endline"),
        not_for=text("Comparison with a year on the other side of a break."),
        operation="mean",
        decimals=2,
        function="evaluation.windows",
    )
)
PERIOD_CHANGE = define(
    Measure(
        key="period_change",
        sentence=text("Change from the baseline to the endline"),
        not_for=text("The effect of a reform: other provinces changed as well."),
        operation="difference",
        decimals=2,
        function="evaluation.trends",
        signed=True,
    )
)
TYPICAL_CHANGE = define(
    Measure(
        key="typical_change",
        sentence=text("Median change of the provinces over the same years"),
        not_for=text("What would have happened without a reform."),
        operation="median",
        decimals=2,
        function="evaluation.trends",
        signed=True,
    )
)
LOWEST_CHANGE = define(
    Measure(
        key="lowest_change",
        sentence=text("Lowest change over the defensible baselines and endlines"),
        not_for=text("A confidence interval: it holds no noise."),
        operation="bound",
        decimals=2,
        function="evaluation.windows",
        signed=True,
    )
)
HIGHEST_CHANGE = define(
    Measure(
        key="highest_change",
        sentence=text("Highest change over the defensible baselines and endlines"),
        not_for=text("A confidence interval: it holds no noise."),
        operation="bound",
        decimals=2,
        function="evaluation.windows",
        signed=True,
    )
)
SHARE_AS_FAR = define(
    Measure(
        key="share_as_far",
        sentence=text("Share of provinces whose change is as far from the median"),
        not_for=text("The probability that a reform had no effect."),
        operation="share",
        decimals=2,
        function="evaluation.trends",
    )
)


def trends(evaluation: Evaluation) -> Result:
    """Changes over the period, where rules 1 and 3 let them be stated.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Result
        Traced frame with the key columns ``indicator``, ``what`` (change, typical,
        place, of, share; ``run_change`` and ``run_typical`` for the windows that
        exist where the period change is refused), ``first`` and ``last`` (years).
        A change carries its sensitivity to other windows as low and high. Notes
        name the number of looks and what stands out after Holm (rule 12).
        An indicator that crosses a break comes again under its id with a span: on
        its parts without a break, as far as there are any.
    """
    names = [*evaluation.national.dimensions, evaluation.national.headline]
    rows = [row for name in names for row in _indicator_rows(evaluation, name)]
    for linked in filter(None, (spanned(evaluation, name) for name in names)):
        rows += _indicator_rows(evaluation, linked)
    columns = ["indicator", "what", "first", "last"]
    columns += ["measure", "of", "value", "low", "high", "unit", "interval"]
    numbers = pd.DataFrame(rows, columns=columns)
    return Result("trends", numbers, _looks(evaluation.facts, numbers))


def followed(numbers: pd.DataFrame) -> list[str]:
    """Indicators whose change over the period may be stated, in order."""
    return list(numbers["indicator"][numbers["what"] == "change"])


def spanned(evaluation: Evaluation, indicator: str) -> str | None:
    """Id of an indicator on its parts without a break over the windows of the period.

    Where the change of the indicator itself may be stated, its own windows count,
    and None is returned if it crosses no break at all; where it is refused, the span
    is the plan period.
    """
    own = evaluation.windows(indicator)
    first, last = evaluation.national.start, evaluation.national.end
    if own.baseline and own.endline:
        first, last = own.baseline.years[0], own.endline.years[-1]
    if not breaks_between(evaluation.facts, indicator, first, last):
        return None
    name = unbroken(indicator, first, last)
    return name if composition(evaluation.facts, name) else None


def holm(shares: pd.Series, level: float) -> pd.Series:
    """Which of a family of tests stand out when the family's error is held.

    Parameters
    ----------
    shares : Series
        p-values.
    level : float
        Familywise error.

    Returns
    -------
    Series of bool

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure,
    Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> holm(pd.Series([0.01, 0.04, 0.03]), 0.05).tolist()
    [True, False, False]
    """
    ordered = shares.sort_values(kind="stable")
    limits = level / np.arange(len(ordered), 0, -1)
    return (ordered <= limits).cummin().reindex(shares.index)


def _indicator_rows(evaluation: Evaluation, indicator: str) -> list[Row]:
    try:
        found = evaluation.windows(indicator)
    except MissingValueError:
        return []
    if found.baseline and found.endline:
        return _change_rows(evaluation, indicator, found)
    return list(_run_rows(evaluation, indicator, found))


def _change_rows(evaluation: Evaluation, indicator: str, found: Windows) -> list[Row]:
    """Change, the typical one, its place among all, and how unusual it is."""
    facts, code = evaluation.facts, evaluation.province
    assert found.baseline is not None
    assert found.endline is not None
    moves = _moves(facts, indicator, found.baseline, found.endline)
    own = _change_id(indicator, code, found.baseline, found.endline)
    every = _change_id(indicator, "*", found.baseline, found.endline)
    others = [_moves(facts, indicator, *pair)[code] for pair in found.alternatives]
    span = [value for value in [*others, moves[code]] if value == value]
    far = (moves - moves.median()).abs()
    share = float((far.dropna() >= far[code] - 1e-9).mean())
    pair_of = (identity(PERIOD_CHANGE, own), identity(PERIOD_CHANGE, every))
    rows: list[tuple[str, str, tuple[str, ...], float, str]] = [
        ("change", PERIOD_CHANGE, own, moves[code], _unit(facts, indicator)),
        ("typical", TYPICAL_CHANGE, pair_of[1:], moves.median(), ""),
        ("place", RANK, pair_of, rank_in(facts, indicator, moves, code), "rank"),
        ("of", COUNT, pair_of[1:], moves.notna().sum(), "provinces"),
        ("share", SHARE_AS_FAR, pair_of, share, "share"),
    ]
    years = (found.baseline.years[0], found.endline.years[-1])
    table = [_row(facts, indicator, years, *row) for row in rows]
    if others:
        table[0] |= {"low": min(span), "high": max(span), "interval": "windows"}
    return table


def _run_rows(evaluation: Evaluation, indicator: str, found: Windows) -> Iterator[Row]:
    """Changes inside the runs that exist, where the period change is refused."""
    facts, code = evaluation.facts, evaluation.province
    for run in found.runs:
        if len(run) < 2:
            continue
        ends = Window(run[:1]), Window(run[-1:])
        moves = _moves(facts, indicator, *ends)
        own = _change_id(indicator, code, *ends)
        every = (identity(PERIOD_CHANGE, _change_id(indicator, "*", *ends)),)
        years = (run[0], run[-1])
        change = ("run_change", PERIOD_CHANGE, own, moves[code], "")
        typical = ("run_typical", TYPICAL_CHANGE, every, moves.median(), "")
        yield _row(facts, indicator, years, *change)
        yield _row(facts, indicator, years, *typical)


def _row(
    facts: Facts,
    indicator: str,
    years: tuple[int, int],
    what: str,
    measure: str,
    of: tuple[str, ...],
    value: float,
    unit: str,
) -> Row:
    return {
        "indicator": indicator,
        "what": what,
        "first": years[0],
        "last": years[1],
        "measure": measure,
        "of": of,
        "value": float(value),
        "unit": unit or _unit(facts, indicator),
    }


def _unit(facts: Facts, indicator: str) -> str:
    return str(facts.indicator(plain(indicator))["unit"])


def _moves(facts: Facts, indicator: str, first: Window, last: Window) -> pd.Series:
    """Change of every province between two windows; missing if a year is missing."""
    frame = facts.series(indicator)
    ends = [frame.loc[list(w.years)].mean(skipna=False) for w in (last, first)]
    return ends[0] - ends[1]


def _change_id(
    indicator: str, place: str, first: Window, last: Window
) -> tuple[str, ...]:
    """Inputs of a change: the endline, then the baseline."""
    return tuple(window_id(indicator, place, window) for window in (last, first))


def change_range(change: Quantity) -> tuple[Quantity, Quantity] | None:
    """Lowest and highest change over the defensible windows, if there are several."""
    if change.low is None or change.high is None:
        return None
    lowest = Quantity(change.low, change.unit, LOWEST_CHANGE, change.of)
    return lowest, Quantity(change.high, change.unit, HIGHEST_CHANGE, change.of)


def window_id(indicator: str, place: str, window: Window) -> str:
    """Address of a window of one year, or id of the mean of several."""
    where = address(indicator, place, window.years)
    return where if len(window.years) == 1 else identity(WINDOW_MEAN, [where])


def _looks(facts: Facts, numbers: pd.DataFrame) -> tuple[Text, ...]:
    """How many comparisons were looked at, and which stand out after Holm."""
    tests = numbers[numbers["what"] == "share"].set_index("indicator")["value"]
    if tests.empty:
        return ()
    passed = holm(tests.astype(float), facts.threshold("family_level"))
    rows = numbers[numbers["what"] == "share"]
    cases = tuple(quantity.id for quantity in quantities(rows))
    looks = counted(
        "{number} change was tested",
        "{number} changes were tested",
        len(tests),
        number=Quantity(len(cases), "changes", COUNT, cases),
    )
    if not passed.any():
        return (
            text(
                "{looks}; none lies further from the median of the provinces than "
                "chance allows (Holm).",
                looks=looks,
            ),
        )
    names = [facts.name("indicators", plain(name)) for name in tests.index[passed]]
    return (
        text(
            "{looks}; further from the median of the provinces than chance allows "
            "(Holm): {names}.",
            looks=looks,
            names=Joined(tuple(names)),
        ),
    )
