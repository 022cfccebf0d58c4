"""Benchmarks: rebound, convergence and peers beside the province's change (rule 13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from weakref import WeakKeyDictionary

import pandas as pd

from par_eval.evaluation.benchmarks.peers import Peers, peers
from par_eval.evaluation.benchmarks.rebound import Rebound, rebounds
from par_eval.evaluation.subject import National, Subject
from par_eval.facts import Facts
from par_eval.series import breaks_between, segments
from par_eval.series.convergence import Convergence, convergence
from par_eval.values import (
    Joined,
    MissingValueError,
    Quantity,
    Result,
    Text,
    counted,
    text,
    unit_words,
)

__all__ = ["Benchmarks", "benchmarks", "runs_for"]

Row = dict[str, object]

_KNOWN: WeakKeyDictionary[National, tuple[Convergence, ...]] = WeakKeyDictionary()
"""Convergence by `National`, so that its provinces share it."""


@dataclass(frozen=True)
class Benchmarks(Result):
    """What the change of the province must be held against (rule 13).

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``part`` (rebound, convergence, peers),
        ``indicator``, ``what``, ``first`` and ``last``.
    rebounds : tuple of Rebound
        Changes that start at a flagged year.
    convergence : tuple of Convergence
        Over the run of years that overlaps the period best, and over its longest
        stretch without a soft break where it crosses one.
    borrowed : bool
        Whether that run lies outside the period.
    peers : tuple of Peers
        One for each dimension that can be followed over the period.
    """

    rebounds: tuple[Rebound, ...] = ()
    convergence: tuple[Convergence, ...] = ()
    borrowed: bool = False
    peers: tuple[Peers, ...] = ()


def benchmarks(subject: Subject) -> Benchmarks:
    """Rebound, convergence and peers of a province in a period (rule 13).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Benchmarks
        Notes say what was to be expected after a flagged year, and what the run of
        years says about convergence.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> found = benchmarks(evaluate("Ca Mau", "2016-2020"))
    >>> found.rebounds, found.borrowed, len(found.peers)
    ((), True, 3)
    """
    rebound, near = rebounds(subject), tuple(peers(subject))
    shared = _convergence(subject.national)
    period = set(subject.national.years)
    borrowed = bool(shared) and not period & set(shared[0].years)
    rows = [row for found in rebound for row in _rebound_rows(subject, found)]
    rows += [row for found in shared for row in _convergence_rows(found)]
    rows += [row for found in near for row in _peer_rows(found)]
    columns = ["part", "indicator", "what", "first", "last"]
    columns += ["measure", "of", "value", "low", "high", "unit", "interval"]
    notes = (
        *(sentence for found in rebound for sentence in found.text.items),
        *_convergence_notes(shared, borrowed),
    )
    return Benchmarks(
        name="benchmarks",
        numbers=pd.DataFrame(rows, columns=columns),
        notes=tuple(note for note in notes if isinstance(note, Text)),
        rebounds=rebound,
        convergence=shared,
        borrowed=borrowed,
        peers=near,
    )


def runs_for(
    facts: Facts, indicator: str, period: tuple[int, int]
) -> tuple[tuple[int, ...], ...]:
    """Runs of years on which convergence in a period is judged.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    period : (int, int)
        First and last year of the period.

    Returns
    -------
    tuple of tuple of int
        The run without a hard break that has most years of the period, else the
        nearest one; then its longest stretch without a soft break, where that is
        shorter. Runs under ``run_years`` years do not count.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> runs_for(facts, headline, (2011, 2015))
    ((2011, 2012, 2013, 2014, 2015), (2011, 2012, 2013, 2014))
    """
    least = int(facts.threshold("run_years"))
    start, end = period

    def fit(run: tuple[int, ...]) -> tuple[int, int]:
        apart = max(run[0] - end, start - run[-1], 0)
        return sum(start <= year <= end for year in run), -apart

    runs = [run for run in segments(facts, indicator) if len(run) >= least]
    if not runs:
        return ()
    best = max(runs, key=fit)
    cuts = sorted({b.year for b in breaks_between(facts, indicator, best[0], best[-1])})
    edges = [best[0], *cuts, best[-1] + 1]
    pieces = [
        tuple(year for year in best if low <= year < high)
        for low, high in pairwise(edges)
    ]
    longest = max(pieces, key=len)
    return (best, longest) if cuts and len(longest) >= least else (best,)


def _convergence(national: National) -> tuple[Convergence, ...]:
    """Convergence of the headline, computed once for all provinces."""
    if national not in _KNOWN:
        facts, name = national.facts, national.headline
        found = []
        for run in runs_for(facts, name, (national.start, national.end)):
            try:
                found.append(convergence(facts, name, run))
            except MissingValueError:
                continue
        _KNOWN[national] = tuple(found)
    return _KNOWN[national]


def _convergence_notes(
    found: tuple[Convergence, ...], borrowed: bool
) -> Iterator[Text]:
    if not found:
        yield text(
            "Whether provinces converge cannot be told: no run of years without a hard "
            "break is long enough."
        )
    for one, following in zip_longest(found, found[1:]):
        yield _slopes(one)
        repeated = following is not None and following.reading == one.reading
        if not repeated:
            yield one.reading
        years = tuple(sorted({b.year for b in one.soft}))
        if years:
            yield counted(
                "These years cross a soft break ({years}).",
                "These years cross soft breaks ({years}).",
                len(years),
                years=Joined(years),
            )
    if borrowed:
        yield text("These years lie outside the period: what they show is borrowed.")


def _slopes(found: Convergence) -> Text:
    """Slopes with their errors and the spreads, of one run."""
    out = ("ratio", "provinces")
    said: dict[str, object] = {"first": found.years[0], "last": found.years[-1]}
    said |= {key: value for key, value in found.quantities.items() if key not in out}
    said["unit"] = unit_words(found.quantities["start"].unit)
    if "instrumented" not in said:
        return text(
            "Convergence {first}–{last}: slope of the change on the initial score "
            "{naive} (standard error {naive_error}); spread among provinces {start} "
            "{unit} at the start, {end} at the end.",
            **said,
        )
    return text(
        "Convergence {first}–{last}: slope of the change on the initial score {naive} "
        "(standard error {naive_error}), with the score of the year before as "
        "instrument {instrumented} (standard error {instrumented_error}); spread among "
        "provinces {start} {unit} at the start, {end} at the end.",
        **said,
    )


def _rebound_rows(subject: Subject, found: Rebound) -> Iterator[Row]:
    """Rows of a flagged year: its moves, and each expectation with its cases."""
    name = subject.national.headline
    last = found.after or found.year
    for what, first in (
        ("prior", found.before),
        ("change", found.year),
        ("relative", found.year),
    ):
        quantity = getattr(found, what)
        if quantity is not None:
            end = found.year if what == "prior" else last
            yield _row("rebound", name, (first or found.year, end), what, quantity)
    for one in found.expectations:
        years = (found.year, last)
        yield _row("rebound", name, years, f"cases_{one.similar}", one.cases)
        if one.expected is not None:
            yield _row("rebound", name, years, f"expected_{one.similar}", one.expected)


def _convergence_rows(found: Convergence) -> Iterator[Row]:
    years = (found.years[0], found.years[-1])
    for what, quantity in found.quantities.items():
        yield _row("convergence", found.indicator, years, what, quantity)


def _peer_rows(found: Peers) -> Iterator[Row]:
    for what in ("change", "region", "nation", "of_region", "of_nation"):
        yield _row("peers", found.indicator, found.years, what, getattr(found, what))


def _row(
    part: str, indicator: str, years: tuple[int, int], what: str, quantity: Quantity
) -> Row:
    keys: Row = {"part": part, "indicator": indicator, "what": what}
    keys |= {"first": years[0], "last": years[1]}
    return {**keys, **{k: v for k, v in vars(quantity).items() if k != "notes"}}
