"""Noise: how large that of one year is, for the headline and each dimension."""

from __future__ import annotations

from par_eval.evaluation import Evaluation
from par_eval.series import NOISE, RELATIVE_NOISE, Noise, leaves_of, plain
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Quantity, Text, text, unit_words

__all__ = ["noise_table"]


def noise_table(evaluation: Evaluation) -> Exhibit:
    """Noise of one year, of the headline and of each dimension (rule 4).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; an indicator without a run of comparable years has no noise.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> noise_table(evaluate("Ca Mau", "2016-2020")).id
    'noise'
    """
    facts, national = evaluation.facts, evaluation.national
    names = (national.headline, *national.dimensions)
    cells: Cells = {}
    for name in names:
        found = national.noise(name)
        cells |= _noise_cells(evaluation, found) if found else {}
    unit = str(facts.indicator(plain(national.headline))["unit"])
    return fact_table(
        facts,
        "noise",
        _noise_title(evaluation),
        text(
            "Standard deviation of what did not last from one year to the next, pooled "
            "over the provinces: an upper bound on noise, in {unit} and in standard "
            "deviations between provinces. Borrowed: from years outside the period.",
            unit=unit_words(unit),
        ),
        Grid(
            text("Indicator"),
            {name: facts.name("indicators", name) for name in names},
            {
                "deviation": text("Noise"),
                "relative": text("Share of the spread"),
                "run": text("Years used"),
                "borrowed": text("Borrowed"),
            },
            cells,
            frozenset({"run", "borrowed"}),
        ),
        facts.sources_of(leaf for name in names for leaf in leaves_of(facts, name)),
    )


def _noise_cells(evaluation: Evaluation, found: Noise) -> Cells:
    name = found.indicator
    unit = str(evaluation.facts.indicator(plain(name))["unit"])
    return {
        (name, "deviation"): Quantity(found.deviation, unit, NOISE, (found.where,)),
        (name, "relative"): _relative(found),
        (name, "run"): f"{found.years[0]}–{found.years[-1]}",
        (name, "borrowed"): text("yes") if found.borrowed else text("no"),
    }


def _relative(found: Noise) -> Quantity:
    return Quantity(found.relative, "z", RELATIVE_NOISE, (found.where,))


def _noise_title(evaluation: Evaluation) -> Text:
    facts, name = evaluation.facts, evaluation.national.headline
    found = evaluation.national.noise(name)
    label = facts.name("indicators", name)
    if found is None:
        return text("{name}: no run of years tells its noise", name=label)
    unit = str(facts.indicator(plain(name))["unit"])
    return text(
        "{name}: the noise of one year is {relative} of the spread between provinces "
        "({deviation} {unit})",
        name=label,
        relative=_relative(found),
        deviation=Quantity(found.deviation, unit, NOISE, (found.where,)),
        unit=unit_words(unit),
    )
