"""Re-runs of a period change under one changed choice at a time (rule 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from par_eval.evaluation.changes import (
    PERIOD_CHANGE,
    TYPICAL_CHANGE,
    change_id,
)
from par_eval.evaluation.moves import Pair, moves_between, moves_without
from par_eval.evaluation.period_pairs import pair_of, usual_pair
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.trends import spanned
from par_eval.evaluation.windows import Window
from par_eval.series import composition, plain
from par_eval.values import (
    Measure,
    Quantity,
    address,
    define,
    identity,
    text,
)

__all__ = ["CHANGE_RUNS", "balance", "margin"]

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
MARGIN_OVER_MEAN = define(
    Measure(
        key="margin_over_mean",
        sentence=text("Change over the period less the mean change of the provinces"),
        not_for=NOT_FOR,
        operation="difference_from_mean",
        decimals=2,
        function="evaluation.robustness",
        signed=True,
    )
)
MARGIN_IN_REGION = define(
    Measure(
        key="margin_in_region",
        sentence=text("Change over the period less the median change in the region"),
        not_for=NOT_FOR,
        operation="difference_in_region",
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
    pair = usual_pair(subject, indicator, flagged=False)
    if pair:
        yield "", margin(subject, indicator, pair)


def _admitted(subject: Subject, indicator: str) -> Runs:
    """Outlying years let in."""
    pair = usual_pair(subject, indicator, flagged=True)
    if pair:
        yield "", margin(subject, indicator, pair)


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


def _over_mean(subject: Subject, indicator: str) -> Runs:
    """Beside the mean of all provinces."""
    yield from _beside(subject, indicator, MARGIN_OVER_MEAN, "*")


def _in_region(subject: Subject, indicator: str) -> Runs:
    """Beside the median of the own region."""
    region = subject.facts.region_of(subject.province)
    yield from _beside(subject, indicator, MARGIN_IN_REGION, f"@{region}")


def _beside(subject: Subject, indicator: str, measure: str, peers: str) -> Runs:
    """Change less that of other peers than the median of all provinces."""
    pair = pair_of(subject, indicator)
    if pair is None:
        return
    moves = moves_between(subject.national, indicator, pair)
    if peers == "*":
        typical = moves.mean()
    else:
        typical = moves.reindex(subject.facts.members(peers[1:])).median()
    own, other = (
        identity(PERIOD_CHANGE, change_id(indicator, place, *pair))
        for place in (subject.province, peers)
    )
    unit = str(subject.facts.indicator(plain(indicator))["unit"])
    value = float(moves[subject.province] - typical)
    yield "", Quantity(value, unit, measure, (own, other))


CHANGE_RUNS: dict[tuple[str, str], Callable[[Subject, str], Runs]] = {
    ("baseline", "last_year"): _earlier,
    ("endline", "last_year"): _later,
    ("soft_breaks", "leave_out"): _without_soft,
    ("outlier_years", "single"): _single,
    ("outlier_years", "admit"): _admitted,
    ("parts", "one_left_out"): _one_out,
    ("peers", "all_mean"): _over_mean,
    ("peers", "region_median"): _in_region,
}
"""Changed choices that the library can run on a change, by choice and option."""
