"""Standing over each plan period, and whether noise explains its change (rule 4)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
from scipy.special import stdtr  # type: ignore[import-untyped]

from par_eval.evaluation.counts import count_of
from par_eval.evaluation.families import holm
from par_eval.evaluation.spans.gain_numbers import frame_of, rows_of
from par_eval.evaluation.standing import MOVE_WORDS, Placing, place_over
from par_eval.evaluation.subject import Subject
from par_eval.series import MEAN_Z_SCORE, Z_SCORE
from par_eval.series.noise import RELATIVE_NOISE
from par_eval.values import (
    Joined,
    Measure,
    Quantity,
    Result,
    Text,
    address,
    counted,
    define,
    identity,
    text,
)

__all__ = ["PeriodMove", "PeriodMoves", "period_moves"]

PERIOD_Z_CHANGE = define(
    Measure(
        key="period_z_change",
        sentence=text(
            "Change of the mean distance from the year's mean between two plan periods"
        ),
        not_for=text("Better or worse than before: it answers relative to others."),
        operation="difference",
        decimals=2,
        function="evaluation.period_moves",
        signed=True,
    )
)
PERIOD_P = define(
    Measure(
        key="period_p",
        sentence=text(
            "Probability that noise alone moves a province as far between two plan "
            "periods"
        ),
        not_for=text("The probability that the province did not move."),
        operation="pair_test",
        decimals=3,
        function="evaluation.period_moves",
    )
)


@dataclass(frozen=True)
class PeriodMove:
    """Standing of one indicator over each plan period.

    Parameters
    ----------
    indicator : str
        Indicator id.
    places : tuple of (Placing or None)
        Place over each plan period; None where the province has none.
    change, p : Quantity or None
        Change of the mean z-score from the first plan period to the last, and the
        probability of one as large from noise alone. None where one of the two lacks
        a place, or, for p, no noise is known.
    verdict : str or None
        Key of `MOVE_WORDS`, after Holm over all changes that were tested; None where
        there is no change.
    """

    indicator: str
    places: tuple[Placing | None, ...]
    change: Quantity | None = None
    p: Quantity | None = None
    verdict: str | None = None


@dataclass(frozen=True)
class PeriodMoves(Result):
    """Standing over the plan periods of a span.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``indicator`` and ``what``.
    moves : tuple of PeriodMove
        The headline first, then the dimensions.
    flagged : mapping of str to tuple of int
        Troughs and peaks of each indicator in the plan periods.
    without : tuple of PeriodMove
        The same with the troughs and peaks of each indicator left out; empty where
        there are none.
    """

    moves: tuple[PeriodMove, ...] = ()
    flagged: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    without: tuple[PeriodMove, ...] = ()

    @property
    def turned(self) -> tuple[str, ...]:
        """Indicators whose verdict is another one without troughs and peaks."""
        pairs = zip(self.moves, self.without, strict=False)
        return tuple(a.indicator for a, b in pairs if a.verdict != b.verdict)


def period_moves(span: Subject, parts: Sequence[Subject]) -> PeriodMoves:
    """Place over each plan period, and the pair test of the first against the last.

    Parameters
    ----------
    span : Subject
        Province and span; its noise counts for all plan periods.
    parts : sequence of Subject
        Province and plan period, in order.

    Returns
    -------
    PeriodMoves
        A change of place is stated only where the pair test excludes noise.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> parts = [evaluate("Ca Mau", period) for period in ("2011-2015", "2016-2020")]
    >>> period_moves(evaluate("Ca Mau", "2011-2020"), parts).moves[0].verdict
    'not_distinguishable'
    """
    names = (span.national.headline, *span.national.dimensions)
    untested = {name: _move(span, parts, name) for name in names}
    moves = _family(span, untested.values())
    flagged = {name: _flagged(span, name) for name in names}
    changed = {n: _move(span, parts, n, years) for n, years in flagged.items() if years}
    without = _family(span, (untested | changed).values()) if changed else ()
    rows = [row for move in moves for row in rows_of(move.indicator, _told(move))]
    return PeriodMoves(
        name="period_moves",
        numbers=frame_of(rows),
        notes=tuple(_notes(moves, flagged, without)),
        moves=moves,
        flagged=flagged,
        without=without,
    )


def _flagged(span: Subject, indicator: str) -> tuple[int, ...]:
    """Troughs and peaks of the province inside the span (rule 1)."""
    return tuple(sorted(set(span.flagged(indicator)) & set(span.national.years)))


def _family(span: Subject, moves: Iterable[PeriodMove]) -> tuple[PeriodMove, ...]:
    """Moves with their verdicts after Holm over all of them."""
    found = tuple(moves)
    tests = pd.Series({m.indicator: m.p.value for m in found if m.p}, dtype=float)
    beyond = holm(tests, span.facts.threshold("family_level"))
    words = {True: "distinguishable", False: "not_distinguishable"}
    return tuple(
        replace(m, verdict=words[bool(beyond[m.indicator])]) if m.p else m
        for m in found
    )


def _move(
    span: Subject,
    parts: Sequence[Subject],
    indicator: str,
    without: Sequence[int] = (),
) -> PeriodMove:
    places = tuple(place_over(part, indicator, without) for part in parts)
    first, last = places[0], places[-1]
    if first is None or last is None:
        return PeriodMove(indicator, places)
    ends = [_mean_z(part, place) for part, place in zip(parts, places, strict=True)]
    return _tested(
        span, PeriodMove(indicator, places), (ends[0], ends[-1]), (first, last)
    )


def _mean_z(part: Subject, place: Placing | None) -> Quantity:
    """Mean z-score of the years that a place counts."""
    if place is None:
        return Quantity(math.nan, "z", MEAN_Z_SCORE, ())
    name, years = place.indicator, place.years
    of = tuple(address(name, where, years) for where in (part.province, "*"))
    value = float(part.national.stands(name, years)[part.province]["z"])
    return Quantity(value, "z", Z_SCORE if len(years) == 1 else MEAN_Z_SCORE, of)


def _tested(
    span: Subject,
    move: PeriodMove,
    ends: tuple[Quantity, Quantity],
    places: tuple[Placing, Placing],
) -> PeriodMove:
    """The change over its noise, which falls with the root of the years averaged."""
    moved = ends[1].value - ends[0].value
    of = (ends[1].id, ends[0].id)
    change = Quantity(moved, "z", PERIOD_Z_CHANGE, of)
    found = span.national.noise(move.indicator)
    if found is None or not found.known or math.isnan(moved):
        return replace(move, change=change, verdict="not_tested")
    root = math.sqrt(sum(1 / len(place.years) for place in places))
    p = 2 * float(stdtr(found.degrees, -abs(moved) / (found.relative * root)))
    inputs = (change.id, identity(RELATIVE_NOISE, (found.where,)))
    return replace(move, change=change, p=Quantity(p, "probability", PERIOD_P, inputs))


def _told(move: PeriodMove) -> dict[str, Quantity]:
    """Numbers of a line by what they are; the places are numbered by plan period."""
    told: dict[str, Quantity] = {}
    for number, place in enumerate(move.places, start=1):
        if place is not None:
            told |= {f"rank_{number}": place.rank, f"of_{number}": place.of}
            if place.noise is not None:
                ends = dict(zip(("best", "worst"), place.noise, strict=True))
                told |= {f"{end}_{number}": one for end, one in ends.items()}
    pair = {"change": move.change, "p": move.p}
    return told | {what: one for what, one in pair.items() if one is not None}


def _notes(
    moves: tuple[PeriodMove, ...],
    flagged: Mapping[str, Sequence[int]],
    without: tuple[PeriodMove, ...],
) -> Iterator[Text]:
    """How many changes were tested, and what troughs and peaks do to them."""
    tests = [move.p.id for move in moves if move.p]
    if tests:
        yield counted(
            "{number} change of standing between the plan periods was tested (pair "
            "test, Holm).",
            "{number} changes of standing between the plan periods were tested (pair "
            "test, Holm).",
            len(tests),
            number=count_of(tests, "changes"),
        )
    years = flagged[moves[0].indicator]
    ends = without[0].places if without else ()
    if years and ends[0] and ends[-1] and without[0].verdict:
        yield text(
            "Without the troughs and peaks ({years}) the total stands {before} and "
            "{after}: {verdict}.",
            years=Joined(tuple(years)),
            before=_rank(ends[0]),
            after=_rank(ends[-1]),
            verdict=MOVE_WORDS[without[0].verdict],
        )


def _rank(place: Placing) -> Text:
    return text("{rank} of {of}", rank=place.rank, of=place.of)
