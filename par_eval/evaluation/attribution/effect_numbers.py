"""Numbers of an effect: its size, its interval, its p-values and its fit."""

from __future__ import annotations

from par_eval.evaluation.attribution.designs import Design
from par_eval.values import Measure, address, define, identity, text

__all__ = [
    "EFFECT",
    "EFFECT_HIGH",
    "EFFECT_LOW",
    "EFFECT_P",
    "EFFECT_P_HELD",
    "FIT_RATIO",
    "deviations_id",
    "effect_inputs",
]

FROM_OTHERS = define(
    Measure(
        key="from_others",
        sentence=text(
            "Distance in each year from the mean of all provinces but the one evaluated"
        ),
        not_for=text("A level: what moves all provinces alike drops out."),
        operation="from_others",
        decimals=2,
        function="evaluation.attribution",
        signed=True,
    )
)
EFFECT = define(
    Measure(
        key="effect",
        sentence=text(
            "Effect by synthetic difference in differences, with the interval of the "
            "effects that its permutation test does not reject"
        ),
        not_for=text("Other provinces, later years, or other outcomes."),
        operation="synthetic_did",
        decimals=2,
        function="impact.synthetic_did",
        signed=True,
    )
)
EFFECT_P = define(
    Measure(
        key="effect_p",
        sentence=text(
            "Share of placebo effects, the province counted, that are as large"
        ),
        not_for=text("The probability that the reform had no effect."),
        operation="permutation_p",
        decimals=2,
        function="impact.synthetic_did",
    )
)
EFFECT_P_HELD = define(
    Measure(
        key="effect_p_held",
        sentence=text(
            "p of an effect after Holm over all outcomes of the reform that were "
            "estimated"
        ),
        not_for=text("The probability that the reform had no effect."),
        operation="holm",
        decimals=2,
        function="evaluation.attribution",
    )
)
EFFECT_LOW = define(
    Measure(
        key="effect_low",
        sentence=text("Smallest effect that the permutation test does not reject"),
        not_for=text("The smallest effect that is possible."),
        operation="effect_accepted",
        decimals=2,
        function="impact.synthetic_did",
        signed=True,
    )
)
EFFECT_HIGH = define(
    Measure(
        key="effect_high",
        sentence=text("Largest effect that the permutation test does not reject"),
        not_for=text("The largest effect that is possible."),
        operation="effect_accepted",
        decimals=2,
        function="impact.synthetic_did",
        signed=True,
    )
)
FIT_RATIO = define(
    Measure(
        key="fit_ratio",
        sentence=text(
            "Mean squared gap before the start, over the median of the placebos"
        ),
        not_for=text("How large the effect is."),
        operation="fit_ratio",
        decimals=1,
        function="impact.placebo_in_space",
    )
)


def deviations_id(indicator: str, province: str, years: tuple[int, ...]) -> str:
    """Id of the deviations of a province on which an effect is estimated.

    Parameters
    ----------
    indicator : str
        Indicator id.
    province : str
        Code of the province.
    years : tuple of int
        Years of the deviations.

    Returns
    -------
    str

    Examples
    --------
    >>> one, other = (deviations_id("a", "P1", (year,)) for year in (2015, 2016))
    >>> one == other
    False
    """
    return identity(FROM_OTHERS, (address(indicator, province, years),))


def effect_inputs(
    design: Design, province: str, years: tuple[int, ...]
) -> tuple[str, ...]:
    """What an effect is estimated from: the start, and the deviations of all units.

    Parameters
    ----------
    design : Design
        Reform and outcome.
    province : str
        Code of the province evaluated.
    years : tuple of int
        Years compared.

    Returns
    -------
    tuple of str
        The start first, then the province and its donors.
    """
    units = (province, *design.donors)
    return (
        address(design.key, province, (design.start.first_after,)),
        *(deviations_id(design.indicator, unit, years) for unit in units),
    )
