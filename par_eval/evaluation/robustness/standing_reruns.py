"""Re-runs of the standing over a period under one changed choice (rule 9)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from weakref import WeakKeyDictionary

import pandas as pd

from par_eval.evaluation.specifications.standing_scores import (
    YEARLY,
    percentiles,
    standing_scores,
)
from par_eval.evaluation.standing import complete_years
from par_eval.evaluation.subject import National, Subject
from par_eval.series import MEAN_Z_SCORE, PERCENTILE
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = ["STANDING_RUNS", "period_percentile"]

Runs = Iterator[tuple[str, Quantity]]
Years = tuple[int, ...]

RELATIVE = text("Better or worse than before: a place answers relative to others.")

MEAN_PERCENTILE = define(
    Measure(
        key="mean_percentile",
        sentence=text("Mean over the years of the percentile within each year"),
        not_for=RELATIVE,
        operation="mean_percentile",
        decimals=1,
        function="evaluation.robustness",
    )
)
MEAN_Z_KNOWN = define(
    Measure(
        key="mean_z_known",
        sentence=text(
            "Mean of the distances from each year's mean, over the years that each "
            "province has"
        ),
        not_for=RELATIVE,
        operation="mean_z_known",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
MEAN_Z_COMMON = define(
    Measure(
        key="mean_z_common",
        sentence=text(
            "Mean over the years of the distance from each year's mean, on the parts "
            "that all provinces with any value have"
        ),
        not_for=RELATIVE,
        operation="mean_z_common",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
MEAN_Z_WITHOUT = define(
    Measure(
        key="mean_z_without",
        sentence=text(
            "Mean over the years of the distance from each year's mean, one dimension "
            "left out"
        ),
        not_for=RELATIVE,
        operation="mean_z_without",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)


MEAN_Z_GEOMETRIC = define(
    Measure(
        key="mean_z_geometric",
        sentence=text(
            "Mean over the years of the distance from each year's mean, the whole "
            "being the geometric mean of its dimensions"
        ),
        not_for=RELATIVE,
        operation="mean_z_geometric",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
MEAN_Z_SPREAD = define(
    Measure(
        key="mean_z_spread",
        sentence=text(
            "Mean over the years of the distance from each year's mean, the whole "
            "being the mean of the z-scores of its dimensions"
        ),
        not_for=RELATIVE,
        operation="mean_z_spread",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
MEAN_Z_RANKS = define(
    Measure(
        key="mean_z_ranks",
        sentence=text(
            "Mean over the years of the distance from each year's mean, the whole "
            "being the mean of the percentiles in its dimensions"
        ),
        not_for=RELATIVE,
        operation="mean_z_ranks",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
MEAN_Z_PARTS = define(
    Measure(
        key="mean_z_parts",
        sentence=text(
            "Mean over the years of the distance from each year's mean, the whole "
            "being the mean of the z-scores of its smallest parts"
        ),
        not_for=RELATIVE,
        operation="mean_z_parts",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)

WHOLES = {
    "geometric_mean": MEAN_Z_GEOMETRIC,
    "equal_spread": MEAN_Z_SPREAD,
    "rank_average": MEAN_Z_RANKS,
    "equal_parts": MEAN_Z_PARTS,
}
"""Measure of the mean over the years, by how the dimensions make a whole."""

_SHARED: WeakKeyDictionary[National, dict[tuple, pd.Series | pd.DataFrame]]
_SHARED = WeakKeyDictionary()
"""Tables of a year's standing and percentiles of several, shared by all provinces."""


def period_percentile(subject: Subject) -> Quantity | None:
    """Percentile of the province over the period, as the standing has it (rule 4).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Quantity or None
        100 for the best; None where the province has no value in the period.
    """
    years = complete_years(subject, subject.national.headline)
    return _percentile(subject, MEAN_Z_SCORE, years)


def _percentile(
    subject: Subject, measure: str, years: Years, part: str = ""
) -> Quantity | None:
    """Percentile of the province by the mean of what `measure` says of each year."""
    if not years:
        return None
    national, name = subject.national, subject.national.headline
    known = _SHARED.setdefault(national, {})
    key = (measure, part, years)
    if key not in known:
        table = _table(national, measure, part).loc[list(years)]
        means = table.mean(skipna=measure == MEAN_Z_KNOWN)
        places = percentiles(means.to_numpy(float)[None, :])[0]
        known[key] = pd.Series(places, means.index)
    value = float(known[key][subject.province])
    if math.isnan(value):
        return None
    own, every = (address(name, place, years) for place in (subject.province, "*"))
    more = (address(part, "*", years),) if part else ()
    of = tuple(identity(measure, (where, every, *more)) for where in (own, every))
    return Quantity(value, "percentile", PERCENTILE, of)


def _table(national: National, measure: str, part: str) -> pd.DataFrame:
    """What is averaged over the years: years of the period by provinces."""
    known = _SHARED.setdefault(national, {})
    key = (measure, part)
    if key not in known:
        scores = standing_scores(
            national,
            whole=next((w for w, one in WHOLES.items() if one == measure), "sum"),
            parts="common_parts" if measure == MEAN_Z_COMMON else "complete",
            without=part,
        )
        yearly = YEARLY["mean_percentile" if measure == MEAN_PERCENTILE else "mean_z"]
        known[key] = pd.DataFrame(
            yearly(scores.to_numpy(float)), scores.index, scores.columns
        )
    return known[key]


def _mean_percentile(subject: Subject) -> Runs:
    years = complete_years(subject, subject.national.headline)
    yield from _found(_percentile(subject, MEAN_PERCENTILE, years))


def _any_year(subject: Subject) -> Runs:
    table = _table(subject.national, MEAN_Z_SCORE, "")
    if table.isna().any(axis=None):
        years = tuple(int(year) for year in table.index)
        yield from _found(_percentile(subject, MEAN_Z_KNOWN, years))


def _common_parts(subject: Subject) -> Runs:
    """On the parts that all have, where these are not all parts."""
    whole = _table(subject.national, MEAN_Z_SCORE, "")
    table = _table(subject.national, MEAN_Z_COMMON, "")
    if table.notna().sum(axis=None) > whole.notna().sum(axis=None):
        own = table[subject.province].dropna()
        years = tuple(int(year) for year in own.index)
        yield from _found(_percentile(subject, MEAN_Z_COMMON, years))


def _without_outliers(subject: Subject) -> Runs:
    name = subject.national.headline
    years, out = complete_years(subject, name), subject.windows(name).flagged
    kept = tuple(year for year in years if year not in out)
    if kept != years:
        yield from _found(_percentile(subject, MEAN_Z_SCORE, kept))


def _one_out(subject: Subject) -> Runs:
    """Each dimension left out in turn."""
    years = complete_years(subject, subject.national.headline)
    names = subject.national.dimensions
    for part in names if len(names) > 1 else ():
        for _, found in _found(_percentile(subject, MEAN_Z_WITHOUT, years, part)):
            yield part, found


def _whole(subject: Subject, option: str) -> Runs:
    """The dimensions put together otherwise, where there are several."""
    if len(subject.national.dimensions) > 1:
        years = complete_years(subject, subject.national.headline)
        yield from _found(_percentile(subject, WHOLES[option], years))


def _found(quantity: Quantity | None) -> Runs:
    if quantity is not None:
        yield "", quantity


STANDING_RUNS: dict[tuple[str, str], Callable[[Subject], Runs]] = {
    ("aggregation", "mean_percentile"): _mean_percentile,
    **{("whole", option): partial(_whole, option=option) for option in WHOLES},
    ("missing_years", "any"): _any_year,
    ("missing_parts", "common_parts"): _common_parts,
    ("outlier_years", "leave_out"): _without_outliers,
    ("parts", "one_left_out"): _one_out,
}
"""Changed choices that the library can run on a standing, by choice and option."""
