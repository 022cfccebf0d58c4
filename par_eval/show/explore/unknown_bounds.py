"""Bounds: what a comparison could give over provinces whose status is unknown."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation, bounds_over_unknown
from par_eval.evaluation.attribution import Bounds, no_comparison
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.bounds_drawing import bar_heights, draw_bounds
from par_eval.show.explore.reform import (
    Chosen,
    addressed,
    reform_chosen,
    reform_sources,
    without_a_date,
    year_runs,
)
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size
from par_eval.show.word_table import Cells
from par_eval.values import Joined, Name, Text, text, unit_words

__all__ = ["unknown_bounds"]

NAME = "unknown-bounds"
UNREACHED = ("hardly", "no")
"""How far a reform reaches an outcome that it cannot have changed much."""
NOTES = (
    text(
        "Not an effect: the conditions for one are not looked at here. It shows how "
        "far an answer would hang on provinces of which nothing is known."
    ),
    text(
        "Each set of provinces would have its own p; they are no tests, and the least "
        "of them must not be picked."
    ),
)


def unknown_bounds(evaluation: Evaluation, reform: str = "") -> Exhibit:
    """What comparisons could give, whichever unknown provinces were without a reform.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    reform : str
        Reform id; left out, the first that does not bind every province.

    Returns
    -------
    Exhibit
        Figure: a bar for each outcome with years to compare, labelled as no effect;
        below it the outcomes without, each with the reason. A text where there is no
        such outcome.

    Raises
    ------
    UnknownNameError
        If the data hold no such reform.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> unknown_bounds(evaluate("Da Nang", "2016-2020")).kind
    'figure'
    """
    facts, chosen = evaluation.facts, reform_chosen(evaluation, reform)
    lacking = without_a_date(chosen)
    found = {} if lacking else _found(evaluation, chosen)
    if not found:
        title = text("What a comparison could give, which is not an effect")
        none = text("For no outcome do years on both sides of the start compare.")
        return absent(facts, NAME, title, lacking or none)
    labels = {o.indicator: o.indicator_name for o in chosen.outcomes}
    unit = next(iter(found.values())).low.unit
    drawn = {name: labels[name] for name, b in found.items() if b.low.unit == unit}
    pale = {o.indicator for o in chosen.outcomes if o.design.exposed in UNREACHED}
    numbers = _numbers(found)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_bounds(ax, numbers, drawn, pale, size, language)

    return Exhibit(
        id=NAME,
        kind="figure",
        facts=facts,
        title=_title(evaluation, chosen, found),
        subtitle=text(
            "Bar: from the smallest to the largest change, in {unit}, beyond the mean "
            "change of the others, over all sets of provinces that may have been "
            "without the reform. Line: no difference. Pale: the reform hardly reaches "
            "it, or not at all.",
            unit=unit_words(unit),
        ),
        alternative=_alternative(found, labels),
        sources=reform_sources(facts, chosen),
        numbers=numbers,
        notes=(*NOTES, *_left_out(evaluation, chosen)),
        grid=_grid(found, labels),
        draw=draw,
        heights=bar_heights(facts, drawn),
    )


def _found(evaluation: Evaluation, chosen: Chosen) -> dict[str, Bounds]:
    return {
        o.indicator: bounds_over_unknown(evaluation, o.design)
        for o in chosen.outcomes
        if no_comparison(evaluation, o.design) is None
    }


def _numbers(found: dict[str, Bounds]) -> pd.DataFrame:
    """Both ends of each outcome, as a traced frame."""
    rows = [
        {
            "indicator": name,
            "what": what,
            "measure": number.measure,
            "of": number.of,
            "value": float(number.value),
            "unit": number.unit,
        }
        for name, bounds in found.items()
        for what, number in (("low", bounds.low), ("high", bounds.high))
    ]
    return pd.DataFrame(rows, columns=columns_of("indicator", "what"))


def _title(evaluation: Evaluation, chosen: Chosen, found: dict[str, Bounds]) -> Text:
    either = [
        outcome
        for outcome in chosen.outcomes
        for bounds in [found.get(outcome.indicator)]
        if bounds and bounds.low.value <= 0 <= bounds.high.value
    ]
    looked = [o for o in chosen.outcomes if o.indicator in found]
    return text(
        "Not an effect: against others the province may have gained as well as lost, "
        "for {some} of {all} outcomes",
        some=addressed(evaluation, either, among=looked),
        all=addressed(evaluation, looked),
    )


def _left_out(evaluation: Evaluation, chosen: Chosen) -> Iterator[Text]:
    """Outcomes without a comparison, those with one reason together."""
    told: list[tuple[Text, list[Name]]] = []
    for outcome in chosen.outcomes:
        reason = no_comparison(evaluation, outcome.design)
        if reason is not None:
            same = next((names for known, names in told if known == reason), None)
            if same is None:
                told.append((reason, [outcome.indicator_name]))
            else:
                same.append(outcome.indicator_name)
    for reason, names in told:
        yield text(
            "Without a bar: {names}. {reason}",
            names=Joined(tuple(names), "semicolon"),
            reason=reason,
        )


def _alternative(found: dict[str, Bounds], labels: dict[str, Name]) -> Text:
    items = tuple(
        text("{name}: {low} to {high}", name=labels[name], low=b.low, high=b.high)
        for name, b in found.items()
    )
    return text(
        "Bars around a line of no difference, not effects. {values}.",
        values=Joined(items, "semicolon"),
    )


def _grid(found: dict[str, Bounds], labels: dict[str, Name]) -> Grid:
    cells: Cells = {}
    for name, bounds in found.items():
        cells |= {
            (name, "low"): bounds.low,
            (name, "high"): bounds.high,
            (name, "years"): text(
                "{before} against {after}",
                before=year_runs(bounds.before),
                after=year_runs(bounds.after),
            ),
            (name, "known"): bounds.known,
            (name, "unknown"): bounds.unknown,
            (name, "p"): _p_words(bounds),
            (name, "smallest_p"): bounds.smallest_p,
        }
    columns = {
        "low": text("Smallest"),
        "high": text("Largest"),
        "years": text("Years compared"),
        "known": text("Known without it"),
        "unknown": text("Unknown"),
        "p": text("p over the sets"),
        "smallest_p": text("Smallest p, were all without it"),
    }
    rows = {name: labels[name] for name in found}
    return Grid(text("Outcome"), rows, columns, cells, frozenset({"years", "p"}))


def _p_words(bounds: Bounds) -> Text:
    """Ends of p; where they are an outer bound, it says so."""
    said = {"low": bounds.p_low, "high": bounds.p_high}
    if bounds.p_exact:
        return text("{low} to {high}", **said)
    return text("within {low} to {high}", **said)
