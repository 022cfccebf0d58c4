"""Numbers of a gain: levels before, at and after the end of a plan period."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd
from scipy.special import stdtr  # type: ignore[import-untyped]

from par_eval.evaluation.changes import (
    PERIOD_CHANGE,
    TYPICAL_CHANGE,
    WINDOW_MEAN,
    change_id,
    moves_of,
)
from par_eval.evaluation.windows import Window
from par_eval.facts import OBSERVATION, Facts
from par_eval.series import plain
from par_eval.series.noise import NOISE, noise
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = [
    "LATER_CHANGE",
    "WHOLE_CHANGE",
    "change_to",
    "frame_of",
    "level",
    "noise_of",
    "rows_of",
]

NO_EFFECT = text("The effect of a reform: other provinces changed as well.")

LATER_CHANGE = define(
    Measure(
        key="later_change",
        sentence=text(
            "Change from the endline to the last comparable years after the period"
        ),
        not_for=NO_EFFECT,
        operation="difference",
        decimals=2,
        function="evaluation.sustained",
        signed=True,
    )
)
WHOLE_CHANGE = define(
    Measure(
        key="whole_change",
        sentence=text(
            "Change from the baseline to the last comparable years after the period"
        ),
        not_for=NO_EFFECT,
        operation="difference",
        decimals=2,
        function="evaluation.sustained",
        signed=True,
    )
)
LEVEL_NOISE = define(
    Measure(
        key="level_noise",
        sentence=text(
            "Standard deviation that noise alone gives to a change between the means "
            "of some years"
        ),
        not_for=text(
            "A standard error of the publisher: real changes that did not last count "
            "as noise too, so it is an upper bound."
        ),
        operation="noise_of_change",
        decimals=2,
        function="evaluation.sustained",
    )
)

LATER_P = define(
    Measure(
        key="later_p",
        sentence=text("Probability that noise alone moves a score as far"),
        not_for=text("One comparison alone: it was one of several looks."),
        operation="noise_test",
        decimals=3,
        function="evaluation.sustained",
    )
)


def level(facts: Facts, indicator: str, province: str, window: Window) -> Quantity:
    """Mean of the years of a window, or the value of its only year.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.
    province : str
        Province code, with a value in each year of the window.
    window : Window
        One or more years.

    Returns
    -------
    Quantity
        In the unit of the indicator.
    """
    values = facts.series(indicator).loc[list(window.years), province]
    measure = OBSERVATION if len(window.years) == 1 else WINDOW_MEAN
    of = (address(indicator, province, window.years),)
    return Quantity(float(values.mean()), _unit(facts, indicator), measure, of)


def change_to(
    facts: Facts,
    indicator: str,
    province: str,
    ends: tuple[Window, Window],
    measure: str = PERIOD_CHANGE,
) -> tuple[Quantity, Quantity]:
    """Change between two windows, and that of the typical province.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.
    province : str
        Province code.
    ends : (Window, Window)
        The earlier and the later one.
    measure : str
        Key of the measure that says between which windows.

    Returns
    -------
    own, typical : Quantity
        In the unit of the indicator; typical is the median of the provinces.
    """
    moves = moves_of(facts, indicator, *ends)
    unit = _unit(facts, indicator)
    own = change_id(indicator, province, *ends)
    every = identity(measure, change_id(indicator, "*", *ends))
    return (
        Quantity(float(moves[province]), unit, measure, own),
        Quantity(float(moves.median()), unit, TYPICAL_CHANGE, (every,)),
    )


def noise_of(
    facts: Facts, indicator: str, ends: tuple[Window, Window], change: Quantity
) -> dict[str, Quantity]:
    """Noise of a change between two windows, where it is known on their scale.

    The transitory deviation of one year, pooled over the provinces, times the root of
    one over the years of the one window plus one over those of the other. It is
    itself estimated, so the change is held against a t distribution.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.
    ends : (Window, Window)
        The earlier and the later one.
    change : Quantity
        Change between them.

    Returns
    -------
    dict of str to Quantity
        ``noise``, and ``p`` of the change; empty where no run of years that holds
        both windows shows any noise.
    """
    years = sorted(year for window in ends for year in window.years)
    found = noise(facts, indicator, years)
    if found is None or not found.known or not set(years) <= set(found.years):
        return {}
    error = found.deviation * math.sqrt(sum(1 / len(w.years) for w in ends))
    of = (identity(NOISE, (found.where,)), change.id)
    noisy = Quantity(error, change.unit, LEVEL_NOISE, of)
    p = 2 * float(stdtr(found.degrees, -abs(change.value) / error))
    chance = Quantity(p, "probability", LATER_P, (change.id, noisy.id))
    return {"noise": noisy, "p": chance}


def rows_of(
    indicator: str, told: Mapping[str, Quantity]
) -> Iterator[dict[str, object]]:
    """Rows of a traced frame with the key columns ``indicator`` and ``what``.

    Parameters
    ----------
    indicator : str
        Indicator id.
    told : mapping of str to Quantity
        Quantities by what they are.

    Yields
    ------
    dict
    """
    for what, quantity in told.items():
        numbers = {k: v for k, v in vars(quantity).items() if k != "notes"}
        yield {"indicator": indicator, "what": what, **numbers}


def frame_of(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Traced frame of rows as `rows_of` gives them, also where there are none.

    Parameters
    ----------
    rows : iterable of dict
        Rows.

    Returns
    -------
    DataFrame
    """
    columns = ["indicator", "what", "measure", "of", "value", "low", "high", "unit"]
    return pd.DataFrame(list(rows), columns=[*columns, "interval"])


def _unit(facts: Facts, indicator: str) -> str:
    return str(facts.indicator(plain(indicator))["unit"])
