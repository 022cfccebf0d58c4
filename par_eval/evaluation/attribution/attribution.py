"""Attribution: whether a change may be put down to a reform, and why not (rule 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from par_eval.evaluation.attribution.conditions import Failure, failures
from par_eval.evaluation.attribution.design_numbers import (
    comparable_years,
    known_donors,
    lowest_p,
    unknown_provinces,
)
from par_eval.evaluation.attribution.designs import Design, designs
from par_eval.evaluation.attribution.effects import Effect, as_family, effect_of
from par_eval.evaluation.subject import Subject
from par_eval.values import TRACED, Name, Quantity, Result, Text, text

__all__ = ["VERDICTS", "WEAKNESSES", "Attribution", "Outcome", "attribution"]

VERDICTS: Mapping[str, Text] = {
    "estimable": text("estimable"),
    "weakly_identified": text("weakly identified"),
    "not_identifiable": text("not identifiable"),
    "not_exposed": text("not exposed"),
}
"""Words for each verdict on an outcome, the most favourable first."""

WEAKNESSES: Mapping[str, Text] = {
    "partly_exposed": text("the reform reaches only a part of what is measured"),
    "inferred_exposure": text("no document says whom the reform reaches"),
}
"""Words for what makes an outcome with no failed condition weakly identified."""


@dataclass(frozen=True)
class Outcome:
    """Whether the effect of one reform on one indicator could be told (rule 5).

    Parameters
    ----------
    reform : str
        Reform id.
    indicator : str
        Indicator id.
    verdict : str
        Key of `VERDICTS`; ``not_exposed`` where the reform had not begun in the
        province by the end of the period.
    failed : tuple of str
        Conditions that failed, keys of `CONDITIONS` in its order.
    reasons : tuple of Text
        Why, with the numbers that triggered it; at least one for each condition.
    weaknesses : tuple of str
        Keys of `WEAKNESSES`.
    reform_name, indicator_name : Name
        What the two are called.
    design : Design
        The years and the provinces that could be compared.
    conditions : tuple of str
        Condition of each of the reasons.
    effect : Effect or None
        What was estimated; None where a condition failed.
    """

    reform: str
    indicator: str
    verdict: str
    failed: tuple[str, ...]
    reasons: tuple[Text, ...]
    weaknesses: tuple[str, ...]
    reform_name: Name
    indicator_name: Name
    design: Design
    conditions: tuple[str, ...] = ()
    effect: Effect | None = None


@dataclass(frozen=True)
class Attribution(Result):
    """What each reform could have changed, and whether that can be told (rule 5).

    Parameters
    ----------
    name : str
        ``attribution``.
    numbers : DataFrame
        Traced frame with the key columns ``reform``, ``indicator`` and ``what``:
        comparable_years, donors, unknown and smallest_p, for each outcome of a reform
        with a known start in the province.
    notes : tuple of Text
        What a report must print beside them.
    passed : bool or None
        None.
    outcomes : tuple of Outcome
        One for each reform and indicator that the data on exposure list.
    province : str
        Code of the province.
    end : int
        Last year of the period.
    """

    outcomes: tuple[Outcome, ...] = ()
    province: str = ""
    end: int = 0

    def verdict_of(self, indicator: str, reform: str | None = None) -> str:
        """Most favourable verdict on an indicator.

        Parameters
        ----------
        indicator : str
            Indicator id.
        reform : str, optional
            Reform id; any reform if not given.

        Returns
        -------
        str
            Key of `VERDICTS`; ``not_identifiable`` where the data do not say that a
            reform reaches the indicator.
        """
        found = {
            outcome.verdict
            for outcome in self.outcomes
            if outcome.indicator == indicator and reform in (None, outcome.reform)
        }
        return next((v for v in VERDICTS if v in found), "not_identifiable")


def attribution(subject: Subject) -> Attribution:
    """Judge each outcome, and estimate the effect where nothing forbids it (rule 5).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Attribution
        Its outcomes in the order of the tables of reforms and of exposure.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> judged = attribution(evaluate("Ca Mau", "2016-2020"))
    >>> {o.verdict for o in judged.outcomes} <= {"not_identifiable", "not_exposed"}
    True
    """
    planned = list(designs(subject))
    level = subject.facts.threshold("family_level")
    rows = [row for design in planned for row in _rows(subject, design)]
    columns = ["reform", "indicator", "what", *TRACED]
    notes = (
        text(
            "A change that stands beside a reform is a description, not an effect of "
            "it."
        ),
    )
    return Attribution(
        name="attribution",
        numbers=pd.DataFrame(rows, columns=columns),
        notes=notes if planned else (),
        outcomes=_held([_outcome(subject, design) for design in planned], level),
        province=subject.province,
        end=subject.national.end,
    )


def _outcome(subject: Subject, design: Design) -> Outcome:
    found = list(failures(subject, design))
    effect = effect_of(subject, design) if design.begun and not found else None
    if effect is not None:
        found += _poor_fit(subject, effect)
    weaknesses = tuple(_weaknesses(design))
    if not design.begun:
        verdict = "not_exposed"
    elif found:
        verdict = "not_identifiable"
    else:
        verdict = "weakly_identified" if weaknesses else "estimable"
    return Outcome(
        reform=design.reform,
        indicator=design.indicator,
        verdict=verdict,
        failed=tuple(dict.fromkeys(f.condition for f in found)),
        reasons=tuple(f.reason for f in found),
        weaknesses=weaknesses,
        reform_name=subject.facts.name("reform_names", design.reform),
        indicator_name=subject.facts.name("indicators", design.indicator),
        design=design,
        conditions=tuple(f.condition for f in found),
        effect=None if found else effect,
    )


def _held(outcomes: list[Outcome], level: float) -> tuple[Outcome, ...]:
    """Outcomes with the effects of each reform as one family (rule 12)."""
    effects: dict[str, dict[int, Effect]] = {}
    for place, outcome in enumerate(outcomes):
        if outcome.effect is not None:
            effects.setdefault(outcome.reform, {})[place] = outcome.effect
    held: dict[int, Effect] = {}
    for family in effects.values():
        held |= zip(family, as_family(list(family.values()), level), strict=True)
    return tuple(
        replace(outcome, effect=held.get(place))
        for place, outcome in enumerate(outcomes)
    )


def _poor_fit(subject: Subject, effect: Effect) -> Iterator[Failure]:
    """That the donors follow the province too badly before the start."""
    limit = subject.facts.threshold("fit_ratio")
    if effect.fit.value > limit:
        reason = text(
            "Before the start the donors follow the province badly: the mean squared "
            "gap is {ratio} times that of the median placebo, and {limit} is allowed.",
            ratio=effect.fit,
            limit=f"{limit:g}",
        )
        yield Failure("poor_fit", reason)


def _weaknesses(design: Design) -> Iterator[str]:
    if design.exposed == "partly":
        yield "partly_exposed"
    if not design.documented:
        yield "inferred_exposure"


def _rows(subject: Subject, design: Design) -> Iterator[dict[str, object]]:
    """Numbers of one outcome, where the start of the reform is known."""
    if design.universal or not design.begun or not design.start.known:
        return
    numbers: dict[str, Quantity] = {
        "comparable_years": comparable_years(subject, design),
        "donors": known_donors(design),
        "unknown": unknown_provinces(design),
        "smallest_p": lowest_p(design),
    }
    for what, number in numbers.items():
        yield {
            "reform": design.reform,
            "indicator": design.indicator,
            "what": what,
            "measure": number.measure,
            "of": number.of,
            "value": float(number.value),
            "unit": number.unit,
        }
