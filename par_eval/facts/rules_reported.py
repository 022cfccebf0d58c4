"""Rules of what was printed one by one: places, scores, sums, ranks and groups."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.measured_tables import OBSERVATIONS
from par_eval.facts.rules_common import at, at_place, keys, lookup, places
from par_eval.facts.rules_observed import outside_bounds
from par_eval.facts.rules_structure import Rule

__all__ = ["REPORTED"]

NATION = "nation"
ROUNDING = 0.02
"""Most by which a printed total may differ from the sum of its printed parts."""
EXACT = 9
"""Decimals that count when scores are compared."""
SCORES = ("score", "mean", "minimum", "maximum")
RANKS = ("rank", "best_rank", "worst_rank")


def _places_fit(
    frame: pd.DataFrame, provinces: pd.DataFrame, regions: pd.DataFrame
) -> Iterator[Fault]:
    """A place is what the scope says: a province, a region or the nation."""
    known = {
        "province": (set(provinces["province"]), "the code of a province"),
        "region": (set(regions["region"]), "the id of a region"),
        NATION: ({NATION}, f"the word {NATION}"),
    }
    for scope, (ids, words) in known.items():
        wrong = (frame["scope"] == scope) & frame["place"].notna()
        wanted = f"{words}, as the scope {scope} says"
        yield from at(frame, "place", wrong & ~frame["place"].isin(ids), wanted)


def _sizes(samples: pd.DataFrame) -> Iterator[Fault]:
    """A sample has somebody in it."""
    wrong = samples["size"].astype("float64") < 1
    yield from at(samples, "size", wrong, "a number of at least 1", "is too small")
    wrong = samples["design_effect"].astype("float64") <= 0
    yield from at(samples, "design_effect", wrong, "a number above 0", "is too small")


def _bounds(reported: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Fault]:
    """Printed scores keep the bounds of their indicator, ranks count from one."""
    scores = reported[reported["statistic"].isin(SCORES)]
    yield from outside_bounds(scores, indicators)
    ranks = reported[reported["statistic"].isin(RANKS)]
    number = ranks["value"].astype("float64")
    wrong = (number < 1) | (number.notna() & (number != number.round()))
    yield from at(ranks, "value", wrong, "a whole number from 1 on", "is no rank")


def _rank_ends(reported: pd.DataFrame) -> Iterator[Fault]:
    """The best possible rank is not behind the worst one."""
    key = ["indicator", "scope", "place", "year", "source"]
    worst = reported[reported["statistic"] == "worst_rank"].dropna(subset=key)
    ends = dict(zip(keys(worst, key), worst["value"], strict=True))
    best = reported[reported["statistic"] == "best_rank"].dropna(subset=key)
    limit = np.array([ends.get(k, np.nan) for k in keys(best, key)], dtype=float)
    wanted = "a rank up to the worst_rank of the same place, year and source"
    wrong = best["value"].to_numpy(dtype=float) > limit
    yield from at(best, "value", wrong, wanted, "is behind the worst rank")


def _used_once(reported: pd.DataFrame, observations: pd.DataFrame) -> Iterator[Fault]:
    """One score at most stands for an observation, and only where there is none."""
    key = ["indicator", "scope", "place", "year"]
    scores = _used(reported, "score").dropna(subset=key)
    first: dict[tuple, tuple[str, int]] = {}
    for place, k in enumerate(keys(scores, key)):
        file, row = first.setdefault(k, scores.index[place])
        if (file, row) != scores.index[place]:
            wanted = "no for all but one score of an indicator, place and year"
            problem = f"is said of a second score, the first being in {file}, row {row}"
            yield from at_place(scores, "used", place, wanted, problem)
    local = scores[scores["scope"] == "province"]
    near = observations[observations["indicator"].isin(local["indicator"])]
    seen = set(keys(near, ["indicator", "province", "year"]))
    there = [k in seen for k in keys(local, ["indicator", "place", "year"])]
    problem = "is said where there is an observation"
    yield from at(local, "used", np.array(there, dtype=bool), "no", problem)


def _sums_agree(
    reported: pd.DataFrame, indicators: pd.DataFrame, known: pd.DataFrame
) -> Iterator[Fault]:
    """A printed total equals the sum of its printed parts, but for rounding."""
    kind = lookup(indicators, "aggregation")
    rows = _used(reported, "score")
    rows = rows[(rows["scope"] == "province") & (rows["indicator"].map(kind) == "sum")]
    total = _values_at(rows, known)
    printed = rows["value"].to_numpy(dtype=float)
    wrong = np.abs(printed - total) > ROUNDING + 10**-EXACT
    for place in places(wrong):
        problem = f"differs from the sum of its parts, {total[place]:g}"
        wanted = f"the sum within {ROUNDING:g}, other parts, or used no"
        yield from at_place(rows, "value", place, wanted, problem)


def _ranks_agree(
    reported: pd.DataFrame,
    indicators: pd.DataFrame,
    provinces: pd.DataFrame,
    known: pd.DataFrame,
) -> Iterator[Fault]:
    """Printed ranks follow from the scores, as far as these are known."""
    rows = _used(reported, "rank")
    rows = rows[rows["scope"] == "province"]
    falling = rows["indicator"].map(lookup(indicators, "direction")) == "down"
    sign = np.where(falling, -1.0, 1.0)
    goodness = (_values_at(rows, known) * sign).round(EXACT)
    all_scores = known.reindex(columns=pd.Index(provinces["province"].dropna()))
    rows = rows.assign(goodness=goodness, sign=sign).dropna(subset=["goodness"])
    for (indicator, year), group in rows.groupby(["indicator", "year"], sort=False):
        scores = all_scores.loc[(indicator, year)].to_numpy(dtype=float)
        if not np.isnan(scores).any():
            ordered = (scores * group["sign"].iloc[0]).round(EXACT)
            yield from _in_ties(group, ordered)
        else:
            yield from _in_order(group)


def _in_ties(rows: pd.DataFrame, scores: np.ndarray) -> Iterator[Fault]:
    """Where all scores are known, a rank lies within the ties of its score."""
    for place, (rank, own) in enumerate(keys(rows, ["value", "goodness"])):
        best, worst = int((scores > own).sum()) + 1, int((scores >= own).sum())
        if not best <= rank <= worst and rank == rank:
            ends = f"{best}" if best == worst else f"a rank from {best} to {worst}"
            problem = "is not the rank that the scores give"
            yield from at_place(
                rows, "value", place, f"{ends}, another score, or used no", problem
            )


def _in_order(rows: pd.DataFrame) -> Iterator[Fault]:
    """No rank is behind that of a worse score; the row that breaks most is told."""
    score, rank = (rows[name].to_numpy(dtype=float) for name in ("goodness", "value"))
    ahead = (score[:, None] > score) & (rank[:, None] > rank)
    against = ahead | ahead.T
    while against.any():
        place = int(against.sum(axis=1).argmax())
        other = int(against[place].argmax())
        where, row = rows.index[other]
        problem = f"contradicts the scores: compare {rows['place'].iloc[other]}"
        yield from at_place(
            rows,
            "value",
            place,
            "a better rank for a better score, or used no",
            f"{problem} in {where}, row {row}",
        )
        against[place, :] = against[:, place] = False


def _group_years(
    groups: pd.DataFrame, known: pd.DataFrame, reported: pd.DataFrame
) -> Iterator[Fault]:
    """The publisher groups provinces in years in which it published."""
    years = {*known.index, *keys(reported, ["indicator", "year"])}
    rows = groups.dropna(subset=["indicator", "year"])
    wrong = [key not in years for key in keys(rows, ["indicator", "year"])]
    wanted = "a year in which the indicator was published"
    problem = "is a year without any value"
    yield from at(rows, "year", np.array(wrong, dtype=bool), wanted, problem)


def _used(reported: pd.DataFrame, statistic: str) -> pd.DataFrame:
    """Rows of a statistic that the evaluation uses."""
    return reported[(reported["statistic"] == statistic) & (reported["used"] == "yes")]


def _values_at(rows: pd.DataFrame, known: pd.DataFrame) -> np.ndarray:
    """Value of each row's indicator, place and year; NaN where there is none."""
    years = pd.MultiIndex.from_frame(rows[["indicator", "year"]])
    row = known.index.get_indexer(years)
    column = known.columns.get_indexer(pd.Index(rows["place"]))
    cells = np.pad(known.to_numpy(dtype=float), (0, 1), constant_values=np.nan)
    return cells[row, column]


REPORTED: tuple[Rule, ...] = (
    (_places_fit, ("reported", "provinces", "regions")),
    (_places_fit, ("samples", "provinces", "regions")),
    (_sizes, ("samples",)),
    (_bounds, ("reported", "indicators")),
    (_rank_ends, ("reported",)),
    (_used_once, ("reported", OBSERVATIONS)),
    (_sums_agree, ("reported", "indicators", "known")),
    (_ranks_agree, ("reported", "indicators", "provinces", "known")),
    (_group_years, ("groups", "known", "reported")),
)
"""Rules of printed figures with the tables that they need."""
