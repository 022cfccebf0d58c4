"""Scenarios: what places would say if noise were half or twice as large (rule 4)."""

from __future__ import annotations

from collections.abc import Mapping
from math import comb, sqrt
from types import MappingProxyType

import pandas as pd

from par_eval.evaluation import Evaluation
from par_eval.series import RELATIVE_NOISE, Noise, leaves_of, rank_intervals
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table
from par_eval.show.explore.spans import Span, chosen
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Measure, Quantity, Text, address, define, identity, text

__all__ = ["noise_scenarios"]

PAIRS = define(
    Measure(
        key="pairs_apart",
        sentence=text(
            "Pairs of provinces whose order noise does not explain, all pairs held "
            "together"
        ),
        not_for=text("Pairs that are equal: the others may differ without being seen."),
        operation="noise_interval",
        decimals=0,
        function="series.rank_intervals",
    )
)
ALL_PAIRS = define(
    Measure(
        key="all_pairs",
        sentence=text("Pairs of provinces that have a value"),
        not_for=text("Pairs that differ."),
        operation="count",
        decimals=0,
        function="show.noise_scenarios",
    )
)
SCENARIO_BEST = define(
    Measure(
        key="scenario_best",
        sentence=text("Best place that noise of a supposed size would allow"),
        not_for=text("What is known: the size of the noise is supposed."),
        operation="noise_interval",
        decimals=0,
        function="show.noise_scenarios",
    )
)
SCENARIO_WORST = define(
    Measure(
        key="scenario_worst",
        sentence=text("Worst place that noise of a supposed size would allow"),
        not_for=text("What is known: the size of the noise is supposed."),
        operation="noise_interval",
        decimals=0,
        function="show.noise_scenarios",
    )
)
HALF, SAME, DOUBLE = "halved_noise", "same_noise", "doubled_noise"
FACTORS: Mapping[str, float] = MappingProxyType({HALF: 0.5, SAME: 1.0, DOUBLE: 2.0})
WORDS = {
    HALF: text("half the noise"),
    SAME: text("noise as estimated"),
    DOUBLE: text("twice the noise"),
}


def noise_scenarios(evaluation: Evaluation, year: int | None = None) -> Exhibit:
    """The place, and how many pairs of provinces differ, if noise were half or twice.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    year : int, optional
        Year beside the period; the last one with a place if not given.

    Returns
    -------
    Exhibit
        Table of three rows. The place holds for the province alone, the pairs hold
        for all pairs together.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> noise_scenarios(evaluate("Ca Mau", "2016-2020")).kind
    'table'
    """
    facts, national = evaluation.facts, evaluation.national
    spans = [chosen(evaluation, year), chosen(evaluation, 0)]
    found = national.noise(national.headline)
    known = {span.key: span for span in spans if span}
    if not known or found is None or not found.known:
        title = text("Places under less and under more noise")
        none = text("The province has no place, or the noise is not known.")
        return absent(facts, "noise-scenarios", title, none)
    cells: Cells = {}
    for span in known.values():
        for scenario, factor in FACTORS.items():
            cells |= _scenario(evaluation, span, found, scenario, factor)
    columns: dict[object, object] = {}
    for key, span in known.items():
        columns[key, "place"] = text("Place, {span}", span=span.words)
        columns[key, "pairs"] = text("Pairs told apart, {span}", span=span.words)
    return fact_table(
        facts,
        "noise-scenarios",
        _scenario_title(next(iter(known.values())), cells),
        text(
            "Places that the noise allows, for the province alone; pairs of provinces "
            "whose order it does not explain, for all pairs together. Level: {level} "
            "percent.",
            level=f"{100 * facts.threshold('interval_level'):g}",
        ),
        Grid(text("Suppose"), WORDS, columns, cells, frozenset(columns)),
        facts.sources_of(leaves_of(facts, national.headline)),
    )


def _scenario(
    evaluation: Evaluation, span: Span, found: Noise, scenario: str, factor: float
) -> Cells:
    """Place and pairs of one span under one size of the noise."""
    level = evaluation.facts.threshold("interval_level")
    scores = span.table.set_index("province")["z"]
    error = factor * found.relative / sqrt(len(span.years))
    noise_id = identity(scenario, (identity(RELATIVE_NOISE, (found.where,)),))
    every = address(found.indicator, "*", span.years)
    own = address(found.indicator, evaluation.province, span.years)
    alone = rank_intervals(scores, standard_errors=error, level=level)
    ends = [
        Quantity(float(alone.at[evaluation.province, side]), "rank", key, inputs)
        for side, key, inputs in (
            ("lower", SCENARIO_BEST, (own, every, noise_id)),
            ("upper", SCENARIO_WORST, (own, every, noise_id)),
        )
    ]
    pairs = Quantity(
        float(_apart(scores, error, level)), "pairs", PAIRS, (every, noise_id)
    )
    count = Quantity(comb(len(scores), 2), "pairs", ALL_PAIRS, (every,))
    place = text("{best} to {worst}", best=ends[0], worst=ends[1])
    return {
        (scenario, (span.key, "place")): place,
        (scenario, (span.key, "pairs")): text(
            "{pairs} of {all}", pairs=pairs, all=count
        ),
    }


def _apart(scores: pd.Series, error: float, level: float) -> int:
    """Pairs of which one is found above the other, the level held for all at once."""
    places = rank_intervals(
        scores, standard_errors=error, level=level, simultaneous=True
    )
    return int((places["lower"] - 1).sum())


def _scenario_title(span: Span, cells: Cells) -> Text:
    same, half = (cells[key, (span.key, "pairs")] for key in (SAME, HALF))
    assert isinstance(same, Text)
    assert isinstance(half, Text)
    return text(
        "{span}: {same} pairs of provinces can be told apart; with half the noise "
        "{half}",
        span=span.words,
        same=same,
        half=half.values["pairs"],
    )
