"""Effects: the effect of a reform on an outcome, where no condition stands against it.

Estimated on deviations from the mean of all provinces but the one evaluated, so that
what all lived through drops out and the effect does not move the mean, against
provinces known to be without the reform.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from par_eval.evaluation.attribution.comparisons import compared_years
from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.attribution.effect_numbers import (
    EFFECT,
    EFFECT_HIGH,
    EFFECT_LOW,
    EFFECT_P,
    EFFECT_P_HELD,
    FIT_RATIO,
    effect_inputs,
)
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.families import adjusted
from par_eval.evaluation.subject import Subject
from par_eval.impact import (
    Estimate,
    Placebos,
    Power,
    leave_one_out,
    placebo_in_space,
    smallest_detectable_effect,
    synthetic_did,
)
from par_eval.values import Quantity

__all__ = ["Effect", "as_family", "effect_of", "panel_of"]

METHOD = "synthetic_did"


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
    placebos : Placebos
        The province among the donors that are treated as if they had been.
    panel : DataFrame
        What all of it was estimated on, one row for each province and year.
    smallest_p : float
        Smallest p-value that the permutation test can give.
    within_reach : bool
        Whether any effect of the family could be shown at all, were it large enough.
    """

    estimate: Estimate
    effect: Quantity
    p_value: Quantity
    fit: Quantity
    held: Quantity
    looks: Quantity
    shown: bool
    placebos: Placebos
    panel: pd.DataFrame
    smallest_p: float
    within_reach: bool = True

    @cached_property
    def without_donors(self) -> pd.DataFrame:
        """The effect without each donor in turn, as `leave_one_out` gives it."""
        return leave_one_out(METHOD, self.panel)

    @cached_property
    def power(self) -> Power:
        """How large an effect the same test would see, by the mean gap."""
        return smallest_detectable_effect(METHOD, self.panel, statistic="effect")

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
    frame, years = panel_of(subject, design)
    estimate = synthetic_did(frame, inference="permutation")
    placebos = placebo_in_space(METHOD, frame)
    units = placebos.units
    own = units["treated"].to_numpy(bool)
    squared = units["pre_rmspe"].to_numpy(float) ** 2
    low, high = estimate.interval or (None, None)
    unit = str(subject.facts.indicator(design.indicator)["unit"])
    inputs = effect_inputs(design, subject.province, years)
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
        placebos=placebos,
        panel=frame,
        smallest_p=1 / len(units),
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
    least = min(effect.smallest_p for effect in effects)
    looks = count_of(ids, "outcomes")
    return [
        replace(
            effect,
            held=Quantity(float(value), "p", EFFECT_P_HELD, (effect.p_value.id, *ids)),
            looks=looks,
            shown=bool(value <= level),
            within_reach=len(effects) * least <= level,
        )
        for effect, value in zip(effects, after, strict=True)
    ]


def panel_of(subject: Subject, design: Design) -> tuple[pd.DataFrame, tuple[int, ...]]:
    """Deviations of the province and its donors, in the years that all of them have.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome, with the years and the donors to compare.

    Returns
    -------
    DataFrame, tuple of int
        One row for each unit and year: ``unit``, ``time``, ``y`` and ``treated``; and
        the years.
    """
    years = compared_years(subject, design)
    return _panel(subject, design, years), years


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
