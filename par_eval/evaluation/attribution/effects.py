"""Effects: the effect of a reform on an outcome, where no condition stands against it.

Estimated on deviations from the mean of all provinces but the one evaluated, so that
what all lived through drops out and the effect does not move the mean, against
provinces known to be without the reform.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.subject import Subject
from par_eval.impact import Estimate, placebo_in_space, synthetic_did
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = ["Effect", "effect_of"]

METHOD = "synthetic_did"

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


@dataclass(frozen=True)
class Effect:
    """Effect of a reform on an outcome, and how well the donors fit before it.

    Parameters
    ----------
    estimate : Estimate
        As the method gives it.
    effect, p_value : Quantity
        The average effect with its interval, and the p-value of the same test.
    fit : Quantity
        Mean squared gap before the start over the median of the placebos.
    """

    estimate: Estimate
    effect: Quantity
    p_value: Quantity
    fit: Quantity

    @property
    def ends(self) -> tuple[Quantity, Quantity] | None:
        """Ends of the interval; None where the test leaves it open."""
        found = self.effect
        if found.low is None or found.high is None:
            return None
        of = (found.id,)
        return (
            Quantity(found.low, found.unit, EFFECT_LOW, of),
            Quantity(found.high, found.unit, EFFECT_HIGH, of),
        )

    @property
    def shown(self) -> bool:
        """Whether the test rejects that there is no effect."""
        found = self.effect
        if found.low is None or found.high is None:
            return False
        return found.low > 0 or found.high < 0


def effect_of(subject: Subject, design: Design) -> Effect:
    """Estimate the effect of a reform on an outcome (rule 5).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome, with the years and the donors to compare.

    Returns
    -------
    Effect
        By synthetic difference in differences (Arkhangelsky et al. 2021); interval
        and p-value come from its permutation test over the donors.
    """
    years = _years(subject, design)
    frame = _panel(subject, design, years)
    estimate = synthetic_did(frame, inference="permutation")
    units = placebo_in_space(METHOD, frame).units
    own = units["treated"].to_numpy(bool)
    squared = units["pre_rmspe"].to_numpy(float) ** 2
    of = tuple(
        identity(FROM_OTHERS, (address(design.indicator, code, years),))
        for code in (subject.province, *design.donors)
    )
    start = address(design.key, subject.province, (design.start.first_after,))
    low, high = estimate.interval or (None, None)
    unit = str(subject.facts.indicator(design.indicator)["unit"])
    inputs = (start, *of)
    assert estimate.p_value is not None
    median = float(pd.Series(squared[~own]).median())
    return Effect(
        estimate,
        Quantity(estimate.estimate, unit, EFFECT, inputs, low=low, high=high),
        Quantity(estimate.p_value, "p", EFFECT_P, inputs),
        Quantity(float(squared[own][0]) / median, "ratio", FIT_RATIO, inputs),
    )


def _years(subject: Subject, design: Design) -> tuple[int, ...]:
    """Years in which the province and all donors have values."""
    frame = subject.facts.series(design.indicator)
    units = [subject.province, *design.donors]
    wanted = [*design.before, *design.after]
    return tuple(y for y in wanted if frame.loc[y, units].notna().all())


def _panel(subject: Subject, design: Design, years: tuple[int, ...]) -> pd.DataFrame:
    """Deviations of the province and its donors, one row for each year."""
    scores = subject.facts.series(design.indicator).loc[list(years)]
    mean = scores.drop(columns=subject.province).mean(axis=1)
    units = [subject.province, *design.donors]
    gaps = scores[units].sub(mean, axis=0).rename_axis("time").reset_index()
    long = gaps.melt(id_vars="time", var_name="unit", value_name="y")
    after = long["time"] >= design.start.first_after
    own = long["unit"] == subject.province
    return long.assign(treated=(after & own).astype(int))
