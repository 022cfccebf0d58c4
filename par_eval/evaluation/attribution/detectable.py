"""Detectable: how large an effect a comparison with these provinces could see."""

from __future__ import annotations

from dataclasses import dataclass

from par_eval.evaluation.attribution.comparisons import sides
from par_eval.evaluation.attribution.design_numbers import count_provinces
from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.subject import Subject
from par_eval.impact import smallest_detectable_effect
from par_eval.values import Measure, Quantity, Text, address, define, text

__all__ = ["POWER", "Detectable", "detectable_effect"]

METHOD = "difference_in_differences"
POWER = 0.8
"""Share of the provinces, taken in turn for the one evaluated, that must be seen."""
LEAST = 4
"""Donors without which none can be taken for the province evaluated."""
EARLIER = 2
"""Years before the start without which no test says how well the donors fit."""

DETECTABLE = define(
    Measure(
        key="detectable_effect",
        sentence=text(
            "Smallest effect, up or down, that a placebo test over these provinces "
            "would see in most of them"
        ),
        not_for=text("An effect that was found: it says how blunt the test is."),
        operation="smallest_detectable_effect",
        decimals=2,
        function="impact.smallest_detectable_effect",
    )
)


@dataclass(frozen=True)
class Detectable:
    """How large an effect a comparison could see.

    Parameters
    ----------
    donors : Quantity
        Provinces that it compares with.
    smallest : Quantity or None
        Smallest effect that would be seen; None where nothing can be said, or no
        effect of any size would be.
    lacking : Text or None
        Why nothing can be said; None where it can.
    """

    donors: Quantity
    smallest: Quantity | None
    lacking: Text | None = None


def detectable_effect(
    subject: Subject, design: Design, donors: tuple[str, ...]
) -> Detectable:
    """Smallest effect that a comparison with some donors would see.

    Found on the donors alone, each of which weighs the same: the province evaluated
    plays no part, so it says nothing on what happened there.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome, with comparable years on either side of the start.
    donors : tuple of str
        Codes of provinces, with values in the years compared.

    Returns
    -------
    Detectable
        At the level at which families of comparisons are held, for one comparison.
    """
    counted = count_provinces(design, donors)
    before, after = sides(subject, design)
    lacking = _lacking(counted, before)
    if lacking is not None:
        return Detectable(counted, None, lacking)
    units = [subject.province, *donors]
    scores = subject.facts.series(design.indicator).loc[[*before, *after], units]
    long = scores.rename_axis("time").reset_index()
    long = long.melt(id_vars="time", var_name="unit", value_name="y")
    treated = long["time"].isin(after) & (long["unit"] == subject.province)
    found = smallest_detectable_effect(
        METHOD,
        long.assign(treated=treated.astype(int)),
        statistic="effect",
        power=POWER,
        level=1 - subject.facts.threshold("family_level"),
    )
    if found.smallest is None:
        return Detectable(counted, None)
    of = tuple(address(design.indicator, c, (*before, *after)) for c in donors)
    unit = str(subject.facts.indicator(design.indicator)["unit"])
    smallest = Quantity(found.smallest, unit, DETECTABLE, of)
    return Detectable(counted, smallest)


def _lacking(donors: Quantity, before: tuple[int, ...]) -> Text | None:
    """Why no test can be tried out."""
    if donors.value < LEAST:
        return text(
            "{donors} provinces are too few: at least {least} are needed",
            donors=donors,
            least=LEAST,
        )
    if len(before) < EARLIER:
        return text(
            "too few years before the start: at least {least} are needed",
            least=EARLIER,
        )
    return None
