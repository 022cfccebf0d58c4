"""Effects: the effect of a reform on an outcome, where no condition stands against it.

Estimated on deviations from the mean of all provinces but the one evaluated, so that
what all lived through drops out and the effect does not move the mean, against
provinces known to be without the reform.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.families import adjusted
from par_eval.evaluation.subject import Subject
from par_eval.impact import Estimate, placebo_in_space, synthetic_did
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = ["Effect", "as_family", "effect_of"]

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
    held : Quantity
        p-value after Holm over the outcomes of the reform that were estimated.
    looks : Quantity
        How many these are.
    shown : bool
        Whether the p-value after Holm rejects that there is no effect.
    """

    estimate: Estimate
    effect: Quantity
    p_value: Quantity
    fit: Quantity
    held: Quantity
    looks: Quantity
    shown: bool

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
    def excludes_zero(self) -> bool:
        """Whether its interval, as if it were the only look, excludes zero."""
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
    p_value = Quantity(estimate.p_value, "p", EFFECT_P, inputs)
    effect = Effect(
        estimate,
        Quantity(estimate.estimate, unit, EFFECT, inputs, low=low, high=high),
        p_value,
        Quantity(float(squared[own][0]) / median, "ratio", FIT_RATIO, inputs),
        held=p_value,
        looks=count_of([p_value.id], "outcomes"),
        shown=False,
    )
    return as_family([effect], subject.facts.threshold("family_level"))[0]


def as_family(effects: Sequence[Effect], level: float) -> list[Effect]:
    """Hold the error over effects of one reform, which are looked at together.

    Parameters
    ----------
    effects : sequence of Effect
        Effects on each outcome that was estimated.
    level : float
        Familywise error.

    Returns
    -------
    list of Effect
        In the same order, with the p-value after Holm and the number of looks; with
        one effect both p-values are the same.
    """
    after = adjusted(pd.Series([e.p_value.value for e in effects], dtype=float))
    ids = [effect.p_value.id for effect in effects]
    looks = count_of(ids, "outcomes")
    return [
        replace(
            effect,
            held=Quantity(float(value), "p", EFFECT_P_HELD, (effect.p_value.id, *ids)),
            looks=looks,
            shown=bool(value <= level),
        )
        for effect, value in zip(effects, after, strict=True)
    ]


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
