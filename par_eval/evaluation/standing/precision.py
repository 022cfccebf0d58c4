"""Precision of the standing: how far noise and the parts leave places open (rule 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.evaluation.standing.placings import Placing, placings
from par_eval.evaluation.standing.precision_notes import notes
from par_eval.evaluation.standing.rank_moves import Move, rank_moves
from par_eval.evaluation.subject import Subject
from par_eval.series import plain
from par_eval.series.noise import NOISE, RELATIVE_NOISE, Noise
from par_eval.values import Quantity, Result

__all__ = ["Precision", "precision"]

Row = dict[str, object]


@dataclass(frozen=True)
class Precision(Result):
    """How far noise, and apart from it the choice of parts, leave places open.

    Parameters
    ----------
    name, numbers, notes, passed
        As in `par_eval.values.Result`.
    places : tuple of Placing
        Places of the headline: each year of the period, and the period last.
    moves : tuple of Move
        Changes of place of the headline and of each dimension, with their verdicts.
    noises : tuple of Noise
        Noise of the headline and of each dimension that has a run of years for it.
    """

    places: tuple[Placing, ...] = ()
    moves: tuple[Move, ...] = ()
    noises: tuple[Noise, ...] = ()

    def placed(self, indicator: str, year: int) -> bool | None:
        """Whether one year's noise leaves the province a place.

        Parameters
        ----------
        indicator : str
            Indicator id.
        year : int
            Year; 0 for the period.

        Returns
        -------
        bool or None
            None where no noise is known.
        """
        for place in self.places:
            if (place.indicator, place.year) == (indicator, year):
                return place.placed
        return None


def precision(subject: Subject) -> Precision:
    """Intervals of the places, and which changes of place noise does not explain.

    The intervals are sensitivity intervals, never confidence intervals: the data
    hold no standard errors, so the noise of a year is estimated from what did not
    last, pooled over the provinces, which is an upper bound.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Precision
        Traced frame with the key columns ``indicator``, ``year`` (0 for the period)
        and ``what``: rank, of, noise_best, noise_worst, not_distinguishable,
        parts_best and parts_worst of the headline; rank and of of the dimensions in
        the first and the last year; z_change, pair_distance and pair_p of a change,
        under its last year; transitory_deviation and relative_noise of each
        indicator, under year 0.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> found = precision(evaluate("Ca Mau", "2016-2020"))
    >>> found.places[-1].placed, found.moves[0].verdict
    (False, 'not_distinguishable')
    """
    national = subject.national
    places, moves = placings(subject), rank_moves(subject)
    names = dict.fromkeys([p.indicator for p in places] + [m.indicator for m in moves])
    found = (national.noise(name) for name in names)
    noises = tuple(one for one in found if one is not None)
    rows = [*_place_rows(places), *_move_rows(moves, national.headline)]
    rows += [row for one in noises for row in _noise_rows(subject, one)]
    columns = ["indicator", "year", "what"]
    columns += ["measure", "of", "value", "low", "high", "unit", "interval"]
    said = tuple(notes(subject, places, moves)) if places else ()
    numbers = pd.DataFrame(rows, columns=columns)
    return Precision("precision", numbers, said, None, places, moves, noises)


def _place_rows(places: tuple[Placing, ...]) -> Iterator[Row]:
    for place in places:
        key = (place.indicator, place.year)
        yield _row(*key, "rank", place.rank)
        yield _row(*key, "of", place.of)
        for one in (*(place.noise or ()), *(place.parts or ()), place.alike):
            if one is not None:
                yield _row(*key, one.measure, one)


def _move_rows(moves: tuple[Move, ...], headline: str) -> Iterator[Row]:
    """Ranks of the dimensions, since the headline has its own; and the changes."""
    for move in moves:
        ends = ((move.first, move.before), (move.last, move.after))
        for year, (rank, of) in ends if move.indicator != headline else ():
            yield _row(move.indicator, year, "rank", rank)
            yield _row(move.indicator, year, "of", of)
        for one in (move.change, move.distance, move.p):
            if one is not None:
                yield _row(move.indicator, move.last, one.measure, one)


def _noise_rows(subject: Subject, found: Noise) -> Iterator[Row]:
    unit = str(subject.facts.indicator(plain(found.indicator))["unit"])
    deviation = Quantity(found.deviation, unit, NOISE, (found.where,))
    relative = Quantity(found.relative, "z", RELATIVE_NOISE, (found.where,))
    yield _row(found.indicator, 0, NOISE, deviation)
    yield _row(found.indicator, 0, RELATIVE_NOISE, relative)


def _row(indicator: str, year: int, what: str, quantity: Quantity) -> Row:
    return {
        "indicator": indicator,
        "year": year,
        "what": what,
        "measure": quantity.measure,
        "of": quantity.of,
        "value": quantity.value,
        "low": np.nan if quantity.low is None else quantity.low,
        "high": np.nan if quantity.high is None else quantity.high,
        "unit": quantity.unit,
        "interval": quantity.interval,
    }
