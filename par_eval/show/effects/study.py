"""Study: what an estimate is about; methods know no province and cannot say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from par_eval.evaluation import Evaluation
from par_eval.evaluation.attribution import Outcome, deviations_id
from par_eval.facts import Facts
from par_eval.impact import Estimate
from par_eval.series import leaves_of
from par_eval.show.effects.measures import AVERAGE, measure_of
from par_eval.values import (
    Name,
    ParEvalError,
    Quantity,
    Text,
    address,
    text,
    unit_words,
)

__all__ = ["Study", "first_treated_of", "study_of_outcome"]

Words = Text | Name | str


@dataclass(frozen=True)
class Study:
    """Words, names and addresses for the figures of an estimate.

    Parameters
    ----------
    key : str
        What the figures are told apart by, and the first part of addresses.
    outcome : Text, Name or str
        What is measured.
    unit : Text, Name or str
        In which unit.
    treated : Text, Name or str
        Who is treated.
    start : Text, Name or str
        What begins with the treatment.
    names : mapping
        Names of units; a unit without one is called by its key.
    inputs : callable, optional
        ``inputs(unit, periods)`` is the id of what the values of a unit (``*`` for
        all) are made from; left out: their address.
    periods : tuple of int
        Periods that it is made from.
    decimals : int
        Printed decimals of effects.
    effect : Quantity, optional
        The average effect, where it is stated elsewhere too.
    facts : Facts, optional
        Data package that the sources stand in.
    sources : tuple of str
        Source ids.
    cited : Text, optional
        Source in words, of data that stand in no data package.

    Examples
    --------
    >>> study = Study("mine", "waiting time", "days", "North")
    >>> study.input("South East", [1, 2])
    'mine/South-East/1+2'
    """

    key: str
    outcome: Words
    unit: Words
    treated: Words
    start: Words = field(default_factory=lambda: text("start of the treatment"))
    names: Mapping[object, Words] = field(default_factory=dict)
    inputs: Callable[[str, tuple[int, ...]], str] | None = None
    periods: tuple[int, ...] = ()
    decimals: int = 2
    effect: Quantity | None = None
    facts: Facts | None = None
    sources: tuple[str, ...] = ()
    cited: Text | None = None

    def name(self, unit: object) -> Words:
        """What a unit is called."""
        return self.names.get(unit, str(unit))

    def input(self, unit: object, periods: Iterable[object]) -> str:
        """Id of what the values of a unit in some periods are made from."""
        when = tuple(int(float(str(one))) for one in periods)
        if self.inputs is not None:
            return self.inputs(str(unit), when)
        return address(self.key, re.sub(r"[^\w.*-]+", "-", str(unit)), when)

    def number(self, kind: str, value: float, of: tuple[str, ...]) -> Quantity:
        """A number in the unit of the outcome."""
        key = measure_of(kind, self.decimals)
        return Quantity(float(value), self.unit_key, key, of)

    @property
    def every(self) -> str:
        """Id of all that the estimate is made from."""
        return self.input("*", self.periods) if self.periods else self.key

    @property
    def unit_key(self) -> str:
        """The unit as numbers carry it."""
        if isinstance(self.unit, Text):
            return self.unit.message
        return self.unit.key if isinstance(self.unit, Name) else self.unit

    def average(self, estimate: Estimate) -> Quantity:
        """The average effect: as it is stated elsewhere, or of this estimate."""
        if self.effect is not None:
            return self.effect
        return self.number(AVERAGE, estimate.estimate, (self.every,))


def first_treated_of(estimate: Estimate) -> object:
    """First treated period of an estimate that has effects by period.

    Parameters
    ----------
    estimate : Estimate
        Of treated units that start together.

    Returns
    -------
    object
        A period, one of the index of its effects.

    Raises
    ------
    ParEvalError
        If it has no effects by period.

    Examples
    --------
    >>> import pandas as pd
    >>> effects = pd.DataFrame({"effect": [0.0, 1.0]}, index=[2001, 2002])
    >>> found = Estimate("m", 1.0, effects=effects, diagnostics={"pre_periods": 1})
    >>> int(first_treated_of(found))
    2002
    """
    before = estimate.diagnostics.get("pre_periods")
    if not isinstance(before, int) or len(estimate.effects) <= before:
        raise ParEvalError(
            f"the estimate by {estimate.method} has no effects by period with a start "
            "of the treatment; for units that start at different times draw the event "
            "study"
        )
    return estimate.effects.index[before]


def study_of_outcome(evaluation: Evaluation, outcome: Outcome) -> Study:
    """What the estimated effect of a reform on an outcome is about.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    outcome : Outcome
        With an effect.

    Returns
    -------
    Study

    Raises
    ------
    ParEvalError
        If no effect was estimated.
    """
    found = outcome.effect
    if found is None:
        raise ParEvalError(
            f"no effect of {outcome.reform!r} on {outcome.indicator!r} was estimated: "
            "a condition fails; see the outcome's reasons"
        )
    facts, design = evaluation.facts, outcome.design
    units = (evaluation.province, *design.donors)
    return Study(
        key=f"{outcome.reform}-{outcome.indicator}".replace(".", "-"),
        outcome=outcome.indicator_name,
        unit=unit_words(found.effect.unit),
        treated=facts.name("provinces", evaluation.province),
        start=outcome.reform_name,
        names={code: facts.name("provinces", code) for code in units},
        inputs=lambda unit, years: deviations_id(outcome.indicator, unit, years),
        periods=tuple(int(year) for year in found.estimate.effects.index),
        effect=found.effect,
        facts=facts,
        sources=tuple(sorted(facts.sources_of(leaves_of(facts, outcome.indicator)))),
    )
