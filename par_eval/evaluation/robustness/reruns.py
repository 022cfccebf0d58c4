"""Re-runs of a period change under one changed choice at a time (rule 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from par_eval.evaluation.changes import (
    PERIOD_CHANGE,
    TYPICAL_CHANGE,
    change_id,
)
from par_eval.evaluation.moves import Pair, moves_between, moves_without
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.trends import spanned
from par_eval.evaluation.windows import Window, windows
from par_eval.series import composition, plain
from par_eval.values import (
    Measure,
    MissingValueError,
    Quantity,
    address,
    define,
    identity,
    text,
)

__all__ = ["CHANGE_RUNS", "balance", "margin", "pair_of"]

Runs = Iterator[tuple[str, Quantity]]

NOT_FOR = text("The effect of a reform: other provinces changed as well.")

MARGIN = define(
    Measure(
        key="margin",
        sentence=text("Change over the period less the typical province's"),
        not_for=NOT_FOR,
        operation="difference",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
MARGIN_WITHOUT = define(
    Measure(
        key="margin_without",
        sentence=text(
            "Change over the period less the typical province's, one part left out"
        ),
        not_for=NOT_FOR,
        operation="margin_without",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
BALANCE = define(
    Measure(
        key="balance",
        sentence=text(
            "Dimensions that moved better than in the typical province less those that "
            "moved worse"
        ),
        not_for=text("How far they moved."),
        operation="balance",
        decimals=0,
        function="evaluation.robustness",
        signed=True,
    )
)


def pair_of(subject: Subject, indicator: str) -> Pair | None:
    """Baseline and endline of an indicator, where its change may be stated.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    (Window, Window) or None
    """
    try:
        found = subject.windows(indicator)
    except MissingValueError:
        return None
    if found.baseline and found.endline:
        return found.baseline, found.endline
    return None


def margin(subject: Subject, indicator: str, pair: Pair) -> Quantity:
    """Change of the province between two windows less the typical province's.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.
    pair : (Window, Window)
        Baseline and endline.

    Returns
    -------
    Quantity
    """
    moves = moves_between(subject.national, indicator, pair)
    own = change_id(indicator, subject.province, *pair)
    every = (identity(PERIOD_CHANGE, change_id(indicator, "*", *pair)),)
    return Quantity(
        float(moves[subject.province] - moves.median()),
        str(subject.facts.indicator(plain(indicator))["unit"]),
        MARGIN,
        (identity(PERIOD_CHANGE, own), identity(TYPICAL_CHANGE, every)),
    )


def balance(margins: list[Quantity], ways: list[int]) -> Quantity:
    """Dimensions that moved better than the typical less those that moved worse.

    Parameters
    ----------
    margins : list of Quantity
        One for each dimension.
    ways : list of int
        1 for better, -1 for worse, 0 for alike.

    Returns
    -------
    Quantity

    Examples
    --------
    >>> balance([], [1, 1, -1]).value
    1
    """
    return Quantity(sum(ways), "dimensions", BALANCE, tuple(q.id for q in margins))


def _earlier(subject: Subject, indicator: str) -> Runs:
    """Baseline of its last year only."""
    pair = pair_of(subject, indicator)
    if pair and len(pair[0].years) > 1:
        first = Window(pair[0].years[-1:], "single")
        yield "", margin(subject, indicator, (first, pair[1]))


def _later(subject: Subject, indicator: str) -> Runs:
    """Endline of its last year only."""
    pair = pair_of(subject, indicator)
    if pair and len(pair[1].years) > 1:
        last = Window(pair[1].years[-1:], "single")
        yield "", margin(subject, indicator, (pair[0], last))


def _without_soft(subject: Subject, indicator: str) -> Runs:
    """On the parts without a break of either kind, where a soft one is crossed."""
    linked = spanned(subject, indicator) if plain(indicator) == indicator else None
    pair = pair_of(subject, linked) if linked else None
    if linked and pair:
        yield "", margin(subject, linked, pair)


def _single(subject: Subject, indicator: str) -> Runs:
    """Outlying years left out of the usual windows, and no other year put in."""
    pair = _usual(subject, indicator, flagged=False)
    if pair:
        yield "", margin(subject, indicator, pair)


def _admitted(subject: Subject, indicator: str) -> Runs:
    """Outlying years let in."""
    pair = _usual(subject, indicator, flagged=True)
    if pair:
        yield "", margin(subject, indicator, pair)


def _usual(subject: Subject, indicator: str, *, flagged: bool) -> Pair | None:
    """Windows as if no year were outlying, those years kept or left out after that.

    None where that makes no difference, or leaves a window without a year.
    """
    national, own = subject.national, pair_of(subject, indicator)
    known = subject.windows(indicator).flagged if own else {}
    if own is None or not known:
        return None
    out = () if flagged else tuple(known)
    period = (national.start, national.end)
    found = windows(subject.facts, indicator, subject.province, period, {})
    if not found.baseline or not found.endline:
        return None
    kept = [
        tuple(year for year in window.years if year not in out)
        for window in (found.baseline, found.endline)
    ]
    if not all(kept) or kept == [window.years for window in own]:
        return None
    return Window(kept[0]), Window(kept[1])


def _one_out(subject: Subject, indicator: str) -> Runs:
    """Each published part left out in turn."""
    pair, national = pair_of(subject, indicator), subject.national
    if pair is None:
        return
    parts = composition(subject.facts, indicator)[pair[1].years[-1]]
    base = margin(subject, indicator, pair)
    for part in parts if len(parts) > 1 else ():
        moves = moves_without(national, indicator, part, pair)
        of = (base.id, address(part, subject.province, pair[1].years))
        value = float(moves[subject.province] - moves.median())
        yield part, Quantity(value, base.unit, MARGIN_WITHOUT, of)


CHANGE_RUNS: dict[tuple[str, str], Callable[[Subject, str], Runs]] = {
    ("baseline", "last_year"): _earlier,
    ("endline", "last_year"): _later,
    ("soft_breaks", "leave_out"): _without_soft,
    ("outlier_years", "single"): _single,
    ("outlier_years", "admit"): _admitted,
    ("parts", "one_left_out"): _one_out,
}
"""Changed choices that the library can run on a change, by choice and option."""
