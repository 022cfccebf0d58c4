"""Standing curve: the place over a period under every combination of choices (rule 9).

What the combinations share is computed once for all provinces: each year's scores,
put together in each way, as distances and as percentiles.
"""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

import numpy as np

from par_eval.evaluation.specifications.curve import Curve
from par_eval.evaluation.specifications.options import STANDING_OPTIONS, listed
from par_eval.evaluation.specifications.standing_scores import (
    YEARLY,
    standing_scores,
)
from par_eval.evaluation.standing import complete_years
from par_eval.evaluation.subject import National, Subject
from par_eval.series import PERCENTILE
from par_eval.series.standing import EXACT
from par_eval.values import MEASURES

__all__ = ["standing_curve"]

Options = dict[str, tuple[str, ...]]

_KNOWN: WeakKeyDictionary[National, dict[tuple, np.ndarray]] = WeakKeyDictionary()
"""Years of all provinces under the options that they share."""


def standing_curve(subject: Subject) -> Curve | None:
    """Percentile over the period under every combination of choices.

    The choices are those that the data list for the question on the standing: what is
    averaged over the years, how the dimensions make a whole, provinces that lack a
    part or a year, outlying years, and where listed each dimension left out.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Curve or None
        None where the province has no value in the period.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> curve = standing_curve(evaluate("Ca Mau", "2016-2020"))
    >>> curve.number > 1, 0 <= curve.share <= 1
    (True, True)
    """
    national = subject.national
    if not complete_years(subject, national.headline):
        return None
    options = _telling(subject)
    choices: Mapping[str, tuple[str, ...]] = {
        "aggregation": options["aggregation"],
        "whole": options["whole"],
        "missing_parts": options["missing_parts"],
        "parts": _left_out(national, options["parts"]),
        "missing_years": options["missing_years"],
        "outlier_years": options["outlier_years"],
    }
    shared = _shared(national, choices)
    values = np.full(tuple(map(len, choices.values())), np.nan)
    for turn in range(len(choices["missing_parts"])):
        for axis, missing in enumerate(choices["missing_years"]):
            for last, outliers in enumerate(choices["outlier_years"]):
                values[:, :, turn, :, axis, last] = _places(
                    subject, shared[:, :, turn], missing, outliers
                )
    return Curve(
        indicator=national.headline,
        unit="percentile",
        choices=choices,
        values=values,
        direction=1,
        decimals=MEASURES[PERCENTILE].decimals,
        middle=50.0,
    )


def _left_out(national: National, options: tuple[str, ...]) -> tuple[str, ...]:
    """Nothing, and each dimension where the data list that."""
    several = len(national.dimensions) > 1 and "one_left_out" in options
    return ("", *national.dimensions) if several else ("",)


def _telling(subject: Subject) -> Options:
    """Options that can make a difference, the default first."""
    options = listed(subject, "standing", STANDING_OPTIONS)
    national, name = subject.national, subject.national.headline
    whole = standing_scores(national)
    common = standing_scores(national, parts="common_parts")
    years = set(complete_years(subject, name))
    out = years & set(subject.windows(name).flagged)
    if not whole.isna().any(axis=None):
        options["missing_years"] = options["missing_years"][:1]
    if common.notna().sum(axis=None) <= whole.notna().sum(axis=None):
        options["missing_parts"] = options["missing_parts"][:1]
    if not out or out == years:
        options["outlier_years"] = options["outlier_years"][:1]
    if len(national.dimensions) < 2:
        options["whole"] = options["whole"][:1]
    return options


def _shared(national: National, choices: Mapping[str, tuple[str, ...]]) -> np.ndarray:
    """Yearly values: aggregation, whole, missing parts, part, year, province."""
    known = _KNOWN.setdefault(national, {})
    names = ("aggregation", "whole", "missing_parts", "parts")
    key = tuple(choices[name] for name in names)
    if key not in known:
        years = standing_scores(national).index
        scores = np.array(
            [
                [
                    [
                        standing_scores(
                            national, whole=whole, parts=parts, without=part
                        ).reindex(years)
                        for part in choices["parts"]
                    ]
                    for parts in choices["missing_parts"]
                ]
                for whole in choices["whole"]
            ],
            dtype=float,
        )
        known[key] = np.array([YEARLY[one](scores) for one in choices["aggregation"]])
    return known[key]


def _places(
    subject: Subject, shared: np.ndarray, missing: str, outliers: str
) -> np.ndarray:
    """Percentile of the province: aggregation, whole, part."""
    base = standing_scores(subject.national)
    own = base.columns.get_loc(subject.province)
    counted = np.ones(len(base.index), dtype=bool)
    if missing == "complete":
        counted = ~np.isnan(shared[0, 0, 0, :, own])
    if outliers == "leave_out":
        flagged = subject.windows(subject.national.headline).flagged
        counted &= ~base.index.isin(list(flagged))
    rows = shared[..., counted, :]
    if missing == "complete":
        means = rows.mean(axis=-2)
    else:
        number = (~np.isnan(rows)).sum(axis=-2)
        means = np.nansum(rows, axis=-2) / np.where(number, number, np.nan)
    return _percentile_of(means.round(EXACT), own)


def _percentile_of(means: np.ndarray, own: int) -> np.ndarray:
    """Percentile of one province in each row; 100 for the highest mean."""
    mine = means[..., [own]]
    ahead, alike = (means > mine).sum(axis=-1), (means == mine).sum(axis=-1)
    of = (~np.isnan(means)).sum(axis=-1)
    placed = ~np.isnan(mine[..., 0]) & (of > 1)
    middle = ahead + (alike + 1) / 2
    return np.where(placed, 100 * (of - middle) / np.maximum(of - 1, 1), np.nan)
