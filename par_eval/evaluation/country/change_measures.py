"""Measures of a province's change beside the typical one, and their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from par_eval.evaluation.changes import PERIOD_CHANGE, TYPICAL_CHANGE, change_id
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.windows import Window
from par_eval.series import plain
from par_eval.series.noise import NOISE, Noise
from par_eval.values import Measure, Quantity, define, identity, text

if TYPE_CHECKING:
    from par_eval.evaluation.country.change import Change

__all__ = ["BEYOND", "CHANGE_ERROR", "HELD_P", "NOISE_P", "numbers_of", "quantities_of"]

Row = dict[str, object]

WHAT = ("change", "typical", "beyond", "error", "p", "adjusted")

BEYOND = define(
    Measure(
        key="beyond_typical",
        sentence=text("Change of the province less that of the typical province"),
        not_for=text("The effect of a reform: many things differ between provinces."),
        operation="difference",
        decimals=2,
        function="evaluation.country_changes",
        signed=True,
    )
)
CHANGE_ERROR = define(
    Measure(
        key="change_error",
        sentence=text(
            "Standard deviation that noise gives to a change between two windows"
        ),
        not_for=text(
            "A standard error of the publisher: real changes that did not last count "
            "as noise too, so it is an upper bound."
        ),
        operation="noise_of_change",
        decimals=2,
        function="evaluation.country_changes",
    )
)
NOISE_P = define(
    Measure(
        key="noise_p",
        sentence=text(
            "Probability that noise alone takes a change as far from the typical one"
        ),
        not_for=text("One province alone: every province was looked at."),
        operation="noise_test",
        decimals=3,
        function="evaluation.country_changes",
    )
)
HELD_P = define(
    Measure(
        key="holm_p",
        sentence=text(
            "Probability that noise alone takes a change as far from the typical one, "
            "after Holm over all provinces"
        ),
        not_for=text("The probability that the province did not change differently."),
        operation="holm",
        decimals=3,
        function="evaluation.country_changes",
    )
)


def quantities_of(
    subject: Subject,
    indicator: str,
    ends: tuple[Window, Window],
    moves: pd.Series,
    noise: Noise | None,
) -> dict[str, Quantity]:
    """Numbers of one province's change.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.
    ends : (Window, Window)
        Baseline and endline.
    moves : Series
        Change of every province between the two.
    noise : Noise or None
        Noise on their scale, where it is known.

    Returns
    -------
    dict of str to Quantity
        ``change``, ``typical`` and ``beyond``; with noise ``error``, and ``p`` and
        ``adjusted`` whose values are still to be filled in.
    """
    unit = str(subject.facts.indicator(plain(indicator))["unit"])
    code = subject.province
    own = change_id(indicator, code, *ends)
    every = identity(PERIOD_CHANGE, change_id(indicator, "*", *ends))
    change = Quantity(float(moves[code]), unit, PERIOD_CHANGE, own)
    typical = Quantity(float(moves.median()), unit, TYPICAL_CHANGE, (every,))
    away = change.value - typical.value
    beyond = Quantity(away, unit, BEYOND, (change.id, typical.id))
    said = {"change": change, "typical": typical, "beyond": beyond}
    if noise is None:
        return said
    root = math.sqrt(sum(1 / len(window.years) for window in ends))
    deviation = identity(NOISE, (noise.where,))
    error = Quantity(noise.deviation * root, unit, CHANGE_ERROR, (deviation, *own))
    p = Quantity(math.nan, "probability", NOISE_P, (beyond.id, error.id))
    held = Quantity(math.nan, "probability", HELD_P, (beyond.id,))
    return {**said, "error": error, "p": p, "adjusted": held}


def numbers_of(changes: Iterable[tuple[str, Change]]) -> pd.DataFrame:
    """Traced frame of changes.

    Parameters
    ----------
    changes : iterable of (str, Change)
        Indicator id, and a change of it.

    Returns
    -------
    DataFrame
        Key columns ``indicator``, ``province`` and ``what``.
    """
    rows = [row for name, change in changes for row in _rows(name, change)]
    columns = ["indicator", "province", "what"]
    columns += ["measure", "of", "value", "low", "high", "unit", "interval"]
    return pd.DataFrame(rows, columns=columns)


def _rows(indicator: str, change: Change) -> Iterator[Row]:
    for what in WHAT:
        quantity = getattr(change, what)
        if quantity is not None:
            numbers = {k: v for k, v in vars(quantity).items() if k != "notes"}
            yield {
                "indicator": indicator,
                "province": change.province,
                "what": what,
                **numbers,
            }
