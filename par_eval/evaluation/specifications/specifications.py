"""Specifications: a change under every combination of defensible choices (rule 9).

What the combinations share is computed once: the change of each part between each
pair of windows. A set of parts is then a row of zeros and ones, and all sets are one
matrix product.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from par_eval.evaluation.changes import PERIOD_CHANGE
from par_eval.evaluation.moves import Pair, moves_between
from par_eval.evaluation.specifications.curve import Curve
from par_eval.evaluation.specifications.options import (
    ALLOW,
    LEAVE_OUT,
    WINDOWS,
    listed,
)
from par_eval.evaluation.specifications.part_sets import PartSets, part_sets
from par_eval.evaluation.specifications.window_pairs import telling, window_pairs
from par_eval.evaluation.subject import Subject
from par_eval.series import plain
from par_eval.series.indicators import direction
from par_eval.values import MEASURES, ParEvalError

__all__ = ["specifications"]


def specifications(subject: Subject, indicator: str, *, left_out: int = 0) -> Curve:
    """Change less that of its peers, under every combination of choices.

    The choices are those that the data list for the question on trends: the years of
    baseline and endline, outlying years, each soft break that some parts are without
    (its parts allowed or left out), and the peers: median or mean of all provinces,
    or median of the region. Beside, parts may be left out in turn.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.
    left_out : int
        Greatest number of parts that are left out together beside.

    Returns
    -------
    Curve
        One axis for each choice; a choice of which the data list one option only has
        no axis of any length.

    Raises
    ------
    ParEvalError
        If no change of the indicator may be stated over the period.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> curve = specifications(evaluate("Ca Mau", "2016-2020"), "papi.participation")
    >>> curve.number > 1, 0 <= curve.share <= 1
    (True, True)
    """
    options = listed(subject)
    pairs = window_pairs(subject, indicator, options)
    if not pairs:
        raise ParEvalError(
            f"no change of {indicator} may be stated over {subject.national.period}; "
            "choose an indicator that has a baseline and an endline"
        )
    every = [year for pair in pairs.values() for one in pair for year in one.years]
    soft = LEAVE_OUT in options["soft_breaks"]
    sets = part_sets(
        subject, indicator, (min(every), max(every)), soft=soft, left_out=left_out
    )
    counted = sets.counted.reshape(-1, len(sets.parts))
    once = {
        pair: _margins(subject, sets.parts, counted, pair, options["peers"])
        for pair in dict.fromkeys(pairs.values())
    }
    windows = telling(pairs, {choice: options[choice] for choice in WINDOWS})
    shape = (*map(len, windows.values()), *sets.counted.shape[:-1])
    found = np.array([once[pairs[key]] for key in product(*windows.values())])
    name = plain(indicator)
    return Curve(
        indicator=indicator,
        unit=str(subject.facts.indicator(name)["unit"]),
        choices={**windows, **_part_choices(sets), "peers": options["peers"]},
        values=found.reshape(*shape, len(options["peers"])),
        direction=direction(subject.facts, name),
        decimals=MEASURES[PERIOD_CHANGE].decimals,
    )


def _part_choices(sets: PartSets) -> dict[str, tuple[str, ...]]:
    """A choice for each group of parts with the same soft breaks, and further parts."""
    named = [
        ", ".join(f"{where} {year}" for year, where in causes) for causes in sets.breaks
    ]
    breaks = {f"soft_breaks: {name}": (ALLOW, LEAVE_OUT) for name in named}
    return {**breaks, "parts": sets.left_out}


def _margins(
    subject: Subject,
    parts: tuple[str, ...],
    counted: np.ndarray,
    pair: Pair,
    peers: tuple[str, ...],
) -> np.ndarray:
    """Margin over each of the peers: sets of parts by peers."""
    columns = [moves_between(subject.national, part, pair) for part in parts]
    provinces = columns[0].index
    moves = np.array([column.reindex(provinces).to_numpy(float) for column in columns])
    lacks = np.isnan(moves)
    sums = counted.astype(float) @ np.where(lacks, 0.0, moves)
    sums[(counted @ lacks) | ~counted.any(axis=1, keepdims=True)] = np.nan
    region = subject.facts.members(subject.facts.region_of(subject.province))
    near = provinces.isin(region)
    typical = {
        "all_median": lambda: _median(sums),
        "all_mean": lambda: _mean(sums),
        "region_median": lambda: _median(sums[:, near]),
    }
    own = provinces.get_loc(subject.province)
    return sums[:, [own]] - np.column_stack([typical[peer]() for peer in peers])


def _median(sums: np.ndarray) -> np.ndarray:
    """Median of each row over what it has; missing where it has nothing."""
    some = ~np.isnan(sums).all(axis=1)
    found = np.full(len(sums), np.nan)
    found[some] = np.nanmedian(sums[some], axis=1)
    return found


def _mean(sums: np.ndarray) -> np.ndarray:
    known = ~np.isnan(sums)
    number = known.sum(axis=1)
    total = np.where(known, sums, 0.0).sum(axis=1)
    return np.divide(total, number, out=np.full(len(sums), np.nan), where=number > 0)
