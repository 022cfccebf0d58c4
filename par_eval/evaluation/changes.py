"""Changes of one indicator over its windows, each beside the typical province's."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from par_eval.evaluation.subject import Subject
from par_eval.evaluation.windows import Window, Windows
from par_eval.facts import Facts
from par_eval.series import COUNT, RANK, plain, rank_in
from par_eval.values import (
    Measure,
    MissingValueError,
    Quantity,
    address,
    define,
    identity,
    text,
)

__all__ = [
    "change_id",
    "change_range",
    "indicator_rows",
    "moves_of",
    "window_id",
]

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


def indicator_rows(subject: Subject, indicator: str) -> list[Row]:
    """Rows of one indicator: its change, or the changes in the runs that exist.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    list of dict
        Rows of the traced frame of `trends`; none if nothing can be followed.
    """
    try:
        found = subject.windows(indicator)
    except MissingValueError:
        return []
    if found.baseline and found.endline:
        return _change_rows(subject, indicator, found)
    return list(_run_rows(subject, indicator, found))


def _change_rows(subject: Subject, indicator: str, found: Windows) -> list[Row]:
    """Change, the typical one, its place among all, and how unusual it is."""
    facts, code = subject.facts, subject.province
    assert found.baseline is not None
    assert found.endline is not None
    moves = moves_of(facts, indicator, found.baseline, found.endline)
    own = change_id(indicator, code, found.baseline, found.endline)
    every = change_id(indicator, "*", found.baseline, found.endline)
    others = [moves_of(facts, indicator, *pair)[code] for pair in found.alternatives]
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


def _run_rows(subject: Subject, indicator: str, found: Windows) -> Iterator[Row]:
    """Changes inside the runs that exist, where the period change is refused."""
    facts, code = subject.facts, subject.province
    for run in found.runs:
        if len(run) < 2:
            continue
        ends = Window(run[:1]), Window(run[-1:])
        moves = moves_of(facts, indicator, *ends)
        own = change_id(indicator, code, *ends)
        every = (identity(PERIOD_CHANGE, change_id(indicator, "*", *ends)),)
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


def moves_of(facts: Facts, indicator: str, first: Window, last: Window) -> pd.Series:
    """Change of every province between two windows; missing if a year is missing.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.
    first, last : Window
        Baseline and endline.

    Returns
    -------
    Series
        By province; not to be changed, since most provinces share it.
    """

    def moved() -> pd.Series:
        frame = facts.series(indicator)
        ends = [frame.loc[list(w.years)].mean(skipna=False) for w in (last, first)]
        return ends[0] - ends[1]

    return facts.once(("moves", indicator, first.years, last.years), moved)


def change_id(
    indicator: str, place: str, first: Window, last: Window
) -> tuple[str, ...]:
    """Inputs of a change: the endline, then the baseline.

    Parameters
    ----------
    indicator : str
        Indicator id, with or without a span.
    place : str
        Province code, or ``*`` for all provinces.
    first, last : Window
        Baseline and endline.

    Returns
    -------
    tuple of str
        Addresses, or ids of means.
    """
    return tuple(window_id(indicator, place, window) for window in (last, first))


def change_range(change: Quantity) -> tuple[Quantity, Quantity] | None:
    """Lowest and highest change over the defensible windows, if there are several.

    Parameters
    ----------
    change : Quantity
        Change of a period; its low and high are its sensitivity to other baselines
        and endlines (rule 1).

    Returns
    -------
    (Quantity, Quantity) or None
        In the unit of the change; None where it has one pair of windows only.

    Examples
    --------
    >>> of = ("papi.total/P63/2020", "papi.total/P63/2015")
    >>> change = Quantity(0.5, "points", PERIOD_CHANGE, of, 0.25, 0.75, "windows")
    >>> [end.value for end in change_range(change)]
    [0.25, 0.75]
    """
    if change.low is None or change.high is None:
        return None
    lowest = Quantity(change.low, change.unit, LOWEST_CHANGE, change.of)
    return lowest, Quantity(change.high, change.unit, HIGHEST_CHANGE, change.of)


def window_id(indicator: str, place: str, window: Window) -> str:
    """Address of a window of one year, or id of the mean of several.

    Parameters
    ----------
    indicator : str
        Indicator id, with or without a span.
    place : str
        Province code, or ``*`` for all provinces.
    window : Window
        Baseline or endline.

    Returns
    -------
    str

    Examples
    --------
    >>> window_id("papi.total", "P63", Window((2020,)))
    'papi.total/P63/2020'
    >>> window_id("papi.total", "P63", Window((2019, 2020)))
    'window_mean(papi.total/P63/2019+2020)'
    """
    where = address(indicator, place, window.years)
    return where if len(window.years) == 1 else identity(WINDOW_MEAN, [where])
