"""Naive differences: what plain subtraction says, beside what may be said (rule 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from par_eval.evaluation import count_of
from par_eval.facts import Facts
from par_eval.series import (
    Break,
    breaks_between,
    change,
    change_on_unbroken_parts,
    hard,
    plain,
)
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.comparison import parts_between
from par_eval.show.explore.pieces import fact_table, sources_with
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import (
    Measure,
    MissingValueError,
    Name,
    Quantity,
    Text,
    address,
    counted,
    define,
    identity,
    quantities,
    text,
    unit_words,
)

__all__ = ["naive_differences"]

NOT_FOR = text("Any statement: it is shown to warn of it.")

NAIVE = define(
    Measure(
        key="plain_subtraction",
        sentence=text("One score less another, whatever broke between them"),
        not_for=NOT_FOR,
        operation="difference",
        decimals=2,
        function="show.naive_differences",
        signed=True,
    )
)
MEAN_NAIVE = define(
    Measure(
        key="mean_plain_subtraction",
        sentence=text("Mean of the plain subtractions of all provinces with values"),
        not_for=NOT_FOR,
        operation="mean",
        decimals=2,
        function="show.naive_differences",
        signed=True,
    )
)


@dataclass(frozen=True)
class Step:
    """Two neighbouring years in which the province has a value.

    Parameters
    ----------
    start, end : int
        The years.
    own, mean : Quantity
        Plain subtraction of the province, and its mean over the provinces.
    breaks : tuple of Break
        What lies between.
    """

    start: int
    end: int
    own: Quantity
    mean: Quantity
    breaks: tuple[Break, ...]


def naive_differences(facts: Facts, indicator: str, province: str) -> Exhibit:
    """Plain subtraction from year to year, and beside it what may be said.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, of a part or of a whole.
    province : str
        Code or name of the province.

    Returns
    -------
    Exhibit
        Table; one row for each pair of neighbouring years with values. Where a hard
        break lies between, the last column has the change on the unbroken parts.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> naive_differences(facts, headline, "Ca Mau").id
    'naive'
    """
    code = facts.province(province)
    name = facts.name("indicators", plain(indicator))
    steps = list(_steps(facts, indicator, code))
    if not steps:
        title = text("Plain subtraction of {name}", name=name)
        few = text("The province has no two years with a value.")
        return absent(facts, "naive", title, few)
    cells: Cells = {}
    for step in steps:
        cells |= _cells(facts, indicator, code, step)
    return fact_table(
        facts,
        "naive",
        _title(name, steps),
        text(
            "Scores of {province} in {unit}. Plain subtraction is no change where the "
            "series broke: all provinces then jump together.",
            province=facts.name("provinces", code),
            unit=unit_words(steps[0].own.unit),
        ),
        Grid(
            text("From and to"),
            {step.end: f"{step.start}–{step.end}" for step in steps},
            {
                "own": text("Plain subtraction"),
                "mean": text("Mean of all provinces"),
                "breaks": text("Between them"),
                "said": text("What may be said"),
            },
            cells,
            frozenset({"breaks", "said"}),
        ),
        sources_with(facts, indicator, [b for step in steps for b in step.breaks]),
    )


def _title(name: Name, steps: list[Step]) -> Text:
    refused = [step.own.id for step in steps if hard(step.breaks)]
    return text(
        "{name}: {refused} of {all} plain subtractions cross a hard break",
        name=name,
        refused=count_of(refused, "subtractions"),
        all=count_of([step.own.id for step in steps], "subtractions"),
    )


def _steps(facts: Facts, indicator: str, code: str) -> Iterator[Step]:
    frame = facts.series(indicator)
    years = [int(year) for year in frame.index[frame[code].notna()]]
    unit = str(facts.indicator(plain(indicator))["unit"])
    for start, end in pairwise(years):
        moved = frame.loc[end] - frame.loc[start]
        own, every = (
            tuple(address(indicator, place, year) for year in (end, start))
            for place in (code, "*")
        )
        inputs = (identity(NAIVE, every),)
        yield Step(
            start,
            end,
            Quantity(float(moved[code]), unit, NAIVE, own),
            Quantity(float(moved.mean()), unit, MEAN_NAIVE, inputs),
            breaks_between(facts, indicator, start, end),
        )


def _cells(facts: Facts, indicator: str, code: str, step: Step) -> Cells:
    return {
        (step.end, "own"): step.own,
        (step.end, "mean"): step.mean,
        (step.end, "breaks"): _between(step.breaks),
        (step.end, "said"): _said(facts, indicator, code, step),
    }


def _between(breaks: tuple[Break, ...]) -> Text:
    grave = len(hard(breaks))
    if grave:
        return counted("{number} hard break", "{number} hard breaks", grave)
    if breaks:
        return counted("{number} soft break", "{number} soft breaks", len(breaks))
    return text("no break")


def _said(facts: Facts, indicator: str, code: str, step: Step) -> Quantity | Text:
    """The change, or its refusal with the change on the unbroken parts."""
    ends = (step.start, step.end)
    if not hard(step.breaks):
        moved = change(facts, indicator, code, *ends)
        if not step.breaks:
            return moved
        return text("{change}, with a mark", change=moved)
    try:
        result = change_on_unbroken_parts(facts, indicator, code, *ends)
    except MissingValueError:
        return text("refused; no part can be followed")
    parts = parts_between(facts, indicator, code, *ends)
    rows = result.numbers[result.numbers["what"] == "change"]
    return counted(
        "refused; {change} on {number} part",
        "refused; {change} on {number} parts",
        int(parts.value),
        number=parts,
        change=next(quantities(rows)),
    )
