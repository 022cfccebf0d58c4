"""Re-runs of an effect that was estimated, under one changed choice (rules 5 and 9).

An option that rule 5 would refuse is not defensible and is not run: too few donors for
a small p, or donors that follow the province badly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from par_eval.evaluation.attribution import Outcome
from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.attribution.effect_numbers import effect_inputs
from par_eval.evaluation.attribution.effects import panel_of
from par_eval.evaluation.robustness.conclusions import Conclusion, Run
from par_eval.evaluation.subject import Subject
from par_eval.impact import placebo_in_space
from par_eval.series import plain
from par_eval.series.indicators import direction
from par_eval.values import Measure, Quantity, define, text

__all__ = ["EFFECT_RUNS", "effect_conclusions"]

Key = tuple[str, str]
Found = Iterator[tuple[str, Quantity, int]]

NOT_FOR = text("Other provinces, later years, or other outcomes.")

BY_CONTROL = define(
    Measure(
        key="effect_by_control",
        sentence=text("Effect by a synthetic control"),
        not_for=NOT_FOR,
        operation="synthetic_control",
        decimals=2,
        function="impact.synthetic_control",
        signed=True,
    )
)
BY_DIFFERENCES = define(
    Measure(
        key="effect_by_differences",
        sentence=text("Effect by difference in differences"),
        not_for=NOT_FOR,
        operation="difference_in_differences",
        decimals=2,
        function="impact.difference_in_differences",
        signed=True,
    )
)
OTHER_DONORS = define(
    Measure(
        key="effect_other_donors",
        sentence=text(
            "Effect by synthetic difference in differences, against fewer donors"
        ),
        not_for=NOT_FOR,
        operation="synthetic_did",
        decimals=2,
        function="impact.synthetic_did",
        signed=True,
    )
)
SHORT_WINDOW = define(
    Measure(
        key="effect_short_window",
        sentence=text(
            "Effect by synthetic difference in differences, on the last years before "
            "the start only"
        ),
        not_for=NOT_FOR,
        operation="synthetic_did",
        decimals=2,
        function="impact.synthetic_did",
        signed=True,
    )
)
EARLY_START = define(
    Measure(
        key="effect_early_start",
        sentence=text(
            "Effect by synthetic difference in differences, the year of the start "
            "counted as treated"
        ),
        not_for=NOT_FOR,
        operation="synthetic_did",
        decimals=2,
        function="impact.synthetic_did",
        signed=True,
    )
)


def effect_conclusions(
    outcomes: Iterable[Outcome],
    subject: Subject,
    question: str,
    options: Sequence[Key],
) -> Iterator[Conclusion]:
    """Whether each effect that was estimated can be told from chance.

    Parameters
    ----------
    outcomes : iterable of Outcome
        Outcomes with or without an effect.
    subject : Subject
        Province and plan period.
    question : str
        Question that the effects answer.
    options : sequence of (str, str)
        Choices and options to run.

    Yields
    ------
    Conclusion
        One for each effect; none where nothing could be estimated.
    """
    for outcome in outcomes:
        if outcome.effect is None:
            continue
        effect, sign = outcome.effect, direction(subject.facts, outcome.indicator)
        way = int(np.sign(effect.effect.value)) * sign if effect.shown else 0
        runs = [
            Run(*key, part, quantity, turned * sign)
            for key in options
            if key in EFFECT_RUNS
            for part, quantity, turned in EFFECT_RUNS[key](subject, outcome.design)
        ]
        name = text(
            "effect of {reform} on {name}",
            reform=outcome.reform_name,
            name=outcome.indicator_name,
        )
        base = Run("", "", "", effect.effect, way)
        yield Conclusion(
            question, "effect", outcome.indicator, name, base, tuple(runs),
            reform=outcome.reform,
        )  # fmt: skip


def _estimated(
    subject: Subject,
    design: Design,
    measure: str,
    *,
    method: str = "synthetic_did",
    part: str = "",
) -> Found:
    """Effect and which way it points, 0 where placebos are as large; or nothing."""
    frame, years = panel_of(subject, design)
    found = placebo_in_space(method, frame)
    level = subject.facts.threshold("smallest_p")
    squared = found.units["pre_rmspe"].to_numpy(float) ** 2
    allowed = subject.facts.threshold("fit_ratio") * float(np.median(squared[1:]))
    if found.smallest_p_value > level or squared[0] > allowed:
        return
    value = float(found.units["effect"].iloc[0])
    inputs = effect_inputs(design, subject.province, years)
    unit = str(subject.facts.indicator(plain(design.indicator))["unit"])
    way = int(np.sign(value)) if found.p_value_effect <= level else 0
    yield part, Quantity(value, unit, measure, inputs), way


def _by_method(subject: Subject, design: Design, *, method: str, measure: str) -> Found:
    yield from _estimated(subject, design, measure, method=method)


def _other_regions(subject: Subject, design: Design) -> Found:
    """Without the donors of the own region, which the reform may have reached too."""
    near = set(subject.facts.members(subject.facts.region_of(subject.province)))
    far = tuple(donor for donor in design.donors if donor not in near)
    if far and far != design.donors:
        yield from _estimated(subject, replace(design, donors=far), OTHER_DONORS)


def _one_out(subject: Subject, design: Design) -> Found:
    """Each donor left out in turn."""
    for donor in design.donors if len(design.donors) > 1 else ():
        others = tuple(other for other in design.donors if other != donor)
        less = replace(design, donors=others)
        yield from _estimated(subject, less, OTHER_DONORS, part=donor)


def _least_years(subject: Subject, design: Design) -> Found:
    """The last years before the start, as many as an effect needs."""
    least = int(subject.facts.threshold("pre_periods"))
    if len(design.before) > least:
        short = replace(design, before=design.before[-least:])
        yield from _estimated(subject, short, SHORT_WINDOW)


def _straddling_treated(subject: Subject, design: Design) -> Found:
    """The years that straddle the start counted as treated."""
    own = subject.facts.series(design.indicator)[subject.province].dropna()
    years = tuple(year for year in design.start.straddling if year in own.index)
    if years:
        begun = replace(design.start, last=date(years[0], 1, 1))
        early = replace(design, start=begun, after=(*years, *design.after))
        yield from _estimated(subject, early, EARLY_START)


EFFECT_RUNS: dict[Key, Callable[[Subject, Design], Found]] = {
    ("estimator", "synthetic_control"): partial(
        _by_method, method="synthetic_control", measure=BY_CONTROL
    ),
    ("estimator", "difference_in_differences"): partial(
        _by_method, method="difference_in_differences", measure=BY_DIFFERENCES
    ),
    ("donors", "other_regions"): _other_regions,
    ("donors", "one_left_out"): _one_out,
    ("window", "least_years"): _least_years,
    ("start", "straddling_treated"): _straddling_treated,
}
"""Changed choices that the library can run on an effect, by choice and option."""
