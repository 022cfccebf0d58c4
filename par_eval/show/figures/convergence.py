"""Convergence: start and change of all provinces over a run of years (rule 13)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation
from par_eval.evaluation.benchmarks import starts_and_changes
from par_eval.facts import Facts
from par_eval.series import leaves_of
from par_eval.series.convergence import Convergence
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.convergence_drawing import SLOPES, draw_convergence
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import TRACED, Joined, Text, counted, quantities, text, unit_words

__all__ = ["convergence"]

NAME = "convergence"


def convergence(evaluation: Evaluation) -> Exhibit:
    """Whether provinces that started low caught up, with and without noise.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title says whether convergence is shown. A text where no run of
        years without a hard break is long enough.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> convergence(evaluate("Ca Mau", "2016-2020")).id
    'convergence'
    """
    facts, code = evaluation.facts, evaluation.province
    runs = evaluation.benchmarks.convergence
    if not runs:
        return absent(
            facts,
            NAME,
            text("Whether provinces converge"),
            text(
                "Whether provinces converge cannot be told: no run of years without a "
                "hard break is long enough."
            ),
        )
    found = runs[0]
    pairs = starts_and_changes(facts, found)
    own = (code, facts.name("provinces", code))

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_convergence(ax, pairs, found, own, size, language)

    return Exhibit(
        id=NAME,
        kind="figure",
        facts=facts,
        title=_title(found),
        subtitle=Joined(tuple(_subtitle(evaluation, found, pairs)), "sentences"),
        alternative=_alternative(found),
        sources=facts.sources_of(leaves_of(facts, found.indicator)),
        numbers=_numbers(pairs, found),
        notes=tuple(_notes(evaluation, found)),
        grid=_grid(facts, pairs, code),
        draw=draw,
        heights=(420, 380),
    )


def _title(found: Convergence) -> Text:
    said: dict[str, object] = {"first": found.years[0], "last": found.years[-1]}
    said |= {key: found.quantities[key] for key in ("start", "end")}
    said["unit"] = unit_words(found.quantities["start"].unit)
    if found.shown:
        return text(
            "{first}–{last}: provinces that started low caught up; the spread among "
            "provinces went from {start} to {end} {unit}",
            **said,
        )
    return text(
        "{first}–{last}: no convergence shown; the spread among provinces went from "
        "{start} to {end} {unit}",
        **said,
    )


def _subtitle(
    evaluation: Evaluation, found: Convergence, pairs: pd.DataFrame
) -> Iterator[Text]:
    facts, province = evaluation.facts, evaluation.province
    yield text(
        "{instrument}: each dot is one of {provinces} provinces; the spread is the "
        "standard deviation over them.",
        instrument=facts.name("instruments", evaluation.national.instrument),
        provinces=found.quantities["provinces"],
    )
    if province not in set(pairs["province"]):
        yield text(
            "{province} lacks a value in one of the years that are compared.",
            province=facts.name("provinces", province),
        )


def _notes(evaluation: Evaluation, found: Convergence) -> Iterator[Text]:
    yield found.reading
    yield text("Both lines are drawn through the mean of the dots.")
    years = tuple(sorted({b.year for b in found.soft}))
    if years:
        yield counted(
            "These years cross a soft break ({years}).",
            "These years cross soft breaks ({years}).",
            len(years),
            years=Joined(years),
        )
    if evaluation.benchmarks.borrowed:
        yield text("These years lie outside the period: what they show is borrowed.")


def _alternative(found: Convergence) -> Text:
    each = tuple(
        text("{slope}: {value}", slope=words, value=found.quantities[name])
        for name, words in SLOPES.items()
        if name in found.quantities
    )
    return text(
        "Scatter of the change from {first} to {last} over the score in {first}. "
        "{slopes}.",
        first=found.years[0],
        last=found.years[-1],
        slopes=Joined(each, "semicolon"),
    )


def _numbers(pairs: pd.DataFrame, found: Convergence) -> pd.DataFrame:
    """Start and change of each province, then slopes and spreads over all."""
    rows = [
        {"province": "", "what": what}
        | {column: getattr(quantity, column) for column in (*TRACED, "interval")}
        for what, quantity in found.quantities.items()
    ]
    return pd.DataFrame(
        [*pairs.assign(interval=None).to_dict("records"), *rows],
        columns=pd.Index([*pairs.columns, "interval"]),
    )


def _grid(facts: Facts, pairs: pd.DataFrame, own: str) -> Grid:
    """The province first, then all others."""
    cells: dict[tuple[object, object], object] = {}
    for province, what, quantity in zip(
        pairs["province"], pairs["what"], quantities(pairs), strict=True
    ):
        cells[province, what] = quantity
    known = sorted(set(pairs["province"]), key=lambda code: (code != own, code))
    return Grid(
        text("Province"),
        {code: facts.name("provinces", code) for code in known},
        {"start": text("Score at the start"), "change": text("Change")},
        cells,
    )
