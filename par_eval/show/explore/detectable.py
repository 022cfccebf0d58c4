"""Detectable effects: how blunt a test with the years and provinces at hand is."""

from __future__ import annotations

from par_eval.evaluation import Evaluation
from par_eval.evaluation.attribution import (
    POWER,
    Detectable,
    Outcome,
    detectable_effect,
    no_comparison,
    possible_donors,
)
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table
from par_eval.show.explore.reform import (
    addressed,
    reform_chosen,
    reform_sources,
    without_a_date,
)
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Quantity, Text, text, unit_words

__all__ = ["detectable_effects"]

NAME = "detectable-effects"


def detectable_effects(evaluation: Evaluation, reform: str = "") -> Exhibit:
    """Smallest effect that a test could see, with known donors and with all unknown.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    reform : str
        Reform id; left out, the first that does not bind every province.

    Returns
    -------
    Exhibit
        Table; one row for each outcome, with the reason where nothing can be said. A
        text where the date of the start is not known.

    Raises
    ------
    UnknownNameError
        If the data hold no such reform.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> detectable_effects(evaluate("Ca Mau", "2016-2020")).id
    'detectable-effects'
    """
    facts, chosen = evaluation.facts, reform_chosen(evaluation, reform)
    lacking = without_a_date(chosen)
    if lacking is not None:
        title = text("How large an effect a test could see")
        return absent(facts, NAME, title, lacking)
    cells: Cells = {}
    seen = []
    for outcome in chosen.outcomes:
        reason = no_comparison(evaluation, outcome.design)
        if reason is not None:
            cells[outcome.indicator, "known"] = reason
            continue
        known, every = _both(evaluation, outcome)
        seen += [outcome] if known.smallest is not None else []
        cells[outcome.indicator, "known"] = _said(known)
        cells[outcome.indicator, "every"] = _said(every)
    return fact_table(
        facts,
        NAME,
        text(
            "{reform}: with the provinces known to be without it a test could see an "
            "effect on {some} of {all} outcomes",
            reform=chosen.name,
            some=addressed(evaluation, seen, among=chosen.outcomes),
            all=addressed(evaluation, chosen.outcomes),
        ),
        text(
            "Smallest effect, up or down, that a placebo test would see in {power} of "
            "cases at a level of {level}, worked out on the other provinces alone.",
            power=f"{POWER:.0%}",
            level=f"{facts.threshold('family_level'):.0%}",
        ),
        Grid(
            text("Outcome"),
            {o.indicator: o.indicator_name for o in chosen.outcomes},
            {
                "known": text("With those known to be without it"),
                "every": text("Were all unknown ones without it"),
            },
            cells,
            frozenset({"known", "every"}),
        ),
        reform_sources(facts, chosen),
        notes=(
            text(
                "Were several outcomes tested, each test would have to be stricter "
                "(Holm), and would see less."
            ),
        ),
    )


def _both(evaluation: Evaluation, outcome: Outcome) -> tuple[Detectable, Detectable]:
    """With the known donors, and with all that may be donors."""
    design = outcome.design
    every = (*design.donors, *possible_donors(evaluation, design))
    return (
        detectable_effect(evaluation, design, design.donors),
        detectable_effect(evaluation, design, every),
    )


def _said(found: Detectable) -> Text:
    donors: Quantity = found.donors
    if found.lacking is not None:
        return found.lacking
    if found.smallest is None:
        return text("none of any size, with {donors} provinces", donors=donors)
    return text(
        "{effect} {unit}, with {donors} provinces",
        effect=found.smallest,
        unit=unit_words(found.smallest.unit),
        donors=donors,
    )
