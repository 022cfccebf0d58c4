"""Measures of the figures of effects; those in units of the outcome by decimals."""

from __future__ import annotations

from par_eval.values import Measure, ParEvalError, define, text

__all__ = [
    "ADDED",
    "AVERAGE",
    "BEYOND_ZERO",
    "BY_EVENT_TIME",
    "EVENT_HIGH",
    "EVENT_LOW",
    "GAP",
    "PLACEBOS_AS_LARGE",
    "SEEN",
    "SMALLEST",
    "WEIGHT",
    "WITHOUT",
    "measure_of",
]

DECIMALS = range(5)
"""Decimals that an outcome may be printed with."""

GAP, AVERAGE, WITHOUT = "donor_gap", "average_effect", "effect_without_donor"
BY_EVENT_TIME, SMALLEST = "event_time_effect", "smallest_detectable_effect"
EVENT_LOW, EVENT_HIGH, ADDED = "event_time_low", "event_time_high", "added_effect"

KINDS = {
    GAP: (
        text("Difference from the weighted donors in a period"),
        text("One period's effect with its precision: noise of that period is in it."),
        "impact.placebo_in_space",
    ),
    AVERAGE: (
        text("Average effect on the treated over the treated periods"),
        text("Other units, later periods, or other outcomes."),
        "impact.Estimate",
    ),
    WITHOUT: (
        text("Average effect when one donor is left out"),
        text("A better estimate than that with all donors."),
        "impact.leave_one_out",
    ),
    BY_EVENT_TIME: (
        text("Average effect at a time since the treatment began"),
        text("The path of one group: groups may differ between times."),
        "impact.staggered",
    ),
    EVENT_LOW: (
        text("Lower end of the interval or band of an effect by event time"),
        text("The smallest effect that is possible."),
        "impact.staggered",
    ),
    EVENT_HIGH: (
        text("Upper end of the interval or band of an effect by event time"),
        text("The largest effect that is possible."),
        "impact.staggered",
    ),
    ADDED: (
        text("Effect that is added to placebo units, to try whether the test sees it"),
        text("An effect that was found."),
        "impact.smallest_detectable_effect",
    ),
    SMALLEST: (
        text("Smallest effect that the placebo test would see with the stated chance"),
        text("The effect that there is."),
        "impact.smallest_detectable_effect",
    ),
}
SIGNED = frozenset({GAP, AVERAGE, WITHOUT, BY_EVENT_TIME, EVENT_LOW, EVENT_HIGH})

for _kind, (_sentence, _not_for, _function) in KINDS.items():
    for _decimals in DECIMALS:
        define(
            Measure(
                key=f"{_kind}_{_decimals}",
                sentence=_sentence,
                not_for=_not_for,
                operation=_kind,
                decimals=_decimals,
                function=_function,
                signed=_kind in SIGNED,
            )
        )

WEIGHT = define(
    Measure(
        key="donor_weight",
        sentence=text("Weight of donors in what the treated is compared with"),
        not_for=text("How alike a donor is: other weights may fit nearly as well."),
        operation="donor_weight",
        decimals=2,
        function="impact.Estimate",
    )
)
PLACEBOS_AS_LARGE = define(
    Measure(
        key="placebos_as_large",
        sentence=text("Number of placebos whose average effect is as large"),
        not_for=text("The probability that there is no effect."),
        operation="placebos_as_large",
        decimals=0,
        function="impact.placebo_in_space",
    )
)
BEYOND_ZERO = define(
    Measure(
        key="effects_beyond_zero",
        sentence=text("Number of effects whose interval or band does not hold zero"),
        not_for=text("How many effects there are: others may be too small to be seen."),
        operation="effects_beyond_zero",
        decimals=0,
        function="impact.staggered",
    )
)
SEEN = define(
    Measure(
        key="share_seen",
        sentence=text("Share of placebo units with an added effect that the test sees"),
        not_for=text("The probability that there is an effect."),
        operation="share_seen",
        decimals=0,
        function="impact.smallest_detectable_effect",
    )
)


def measure_of(kind: str, decimals: int) -> str:
    """Key of a measure in units of the outcome, with its printed decimals.

    Parameters
    ----------
    kind : str
        Such as `GAP`.
    decimals : int
        From 0 to 4.

    Returns
    -------
    str

    Raises
    ------
    ParEvalError
        If there is none.

    Examples
    --------
    >>> measure_of(GAP, 2)
    'donor_gap_2'
    """
    if kind not in KINDS or decimals not in DECIMALS:
        raise ParEvalError(
            f"no measure {kind!r} with {decimals} decimals; decimals go from 0 to "
            f"{DECIMALS[-1]}"
        )
    return f"{kind}_{decimals}"
