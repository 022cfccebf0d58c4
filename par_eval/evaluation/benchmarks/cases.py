"""Cases: the single moves and provinces behind a rebound and a slope, to be drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from par_eval.evaluation.benchmarks.deviations import (
    RELATIVE_CHANGE,
    cases_of_others,
    relative_change_of,
)
from par_eval.evaluation.benchmarks.expected import alike
from par_eval.evaluation.benchmarks.rebound import Rebound
from par_eval.evaluation.subject import Subject
from par_eval.facts import OBSERVATION, Facts
from par_eval.series import CHANGE, plain, segments
from par_eval.series.convergence import Convergence
from par_eval.values import TRACED, address

__all__ = ["similar_moves", "starts_and_changes"]

Row = dict[str, object]


def similar_moves(subject: Subject, found: Rebound) -> pd.DataFrame:
    """Moves of other provinces from which a rebound was to be expected (rule 13).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    found : Rebound
        One of its changes that start at a flagged year.

    Returns
    -------
    DataFrame
        Traced frame with the key columns ``province``, ``year`` (in which the first
        move ends) and ``what``: prior or later, both against the mean. No rows where
        nothing was to be expected.
    """
    columns = pd.Index(["province", "year", "what", *TRACED])
    if found.used is None or found.prior is None:
        return pd.DataFrame(columns=columns)
    assert found.before is not None
    assert found.after is not None
    facts, name = subject.facts, subject.national.headline
    run = next(run for run in segments(facts, name) if found.year in run)
    lags = (found.year - found.before, found.after - found.year)
    moves = cases_of_others(facts, name, subject.province, run, lags)
    near = alike(moves["prior"].to_numpy(float), found.prior.value, found.used.similar)
    unit = found.prior.unit
    rows = [
        row
        for move in moves[near].to_dict("records")
        for row in _move_rows(name, move, lags, unit)
    ]
    return pd.DataFrame(rows, columns=columns)


def starts_and_changes(facts: Facts, found: Convergence) -> pd.DataFrame:
    """Score at the start of a run and change to its end, of each province.

    Parameters
    ----------
    facts : Facts
        Data package.
    found : Convergence
        What the run says about convergence.

    Returns
    -------
    DataFrame
        Traced frame with the key columns ``province`` and ``what``: start or change;
        of the provinces that the slopes are fitted over.

    Examples
    --------
    >>> from par_eval.series import load
    >>> from par_eval.series.convergence import convergence
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> found = convergence(facts, headline, range(2011, 2015))
    >>> pairs = starts_and_changes(facts, found)
    >>> len(pairs) == 2 * found.quantities["provinces"].value
    True
    """
    name, run = found.indicator, found.years
    unit = str(facts.indicator(plain(name))["unit"])
    needed = sorted({*run[:2], run[-1]})
    scores = facts.series(name).reindex(needed).dropna(axis="columns")
    rows = []
    for province in scores.columns:
        first, last = (float(scores.at[year, province]) for year in (run[0], run[-1]))
        ends = tuple(address(name, province, year) for year in (run[-1], run[0]))
        start = _row("start", OBSERVATION, ends[1:], first, unit)
        rows.append({"province": province} | start)
        change = _row("change", CHANGE, ends, last - first, unit)
        rows.append({"province": province} | change)
    return pd.DataFrame(rows, columns=pd.Index(["province", "what", *TRACED]))


def _move_rows(name: str, move: Row, lags: tuple[int, int], unit: str) -> Iterator[Row]:
    province, year = str(move["province"]), int(str(move["year"]))
    spans = {"prior": (year - lags[0], year), "later": (year, year + lags[1])}
    for what, years in spans.items():
        of = relative_change_of(name, province, years)
        row = _row(what, RELATIVE_CHANGE, of, float(str(move[what])), unit)
        yield {"province": province, "year": year} | row


def _row(what: str, measure: str, of: tuple[str, ...], value: float, unit: str) -> Row:
    return {"what": what, "measure": measure, "of": of, "value": value, "unit": unit}
