"""Contents: what a data package holds, instrument by instrument."""

from __future__ import annotations

from par_eval.evaluation import count_of
from par_eval.facts import Facts
from par_eval.series import leaves_of
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table, year_range
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Joined, Measure, Quantity, address, counted, define, text

__all__ = ["contents"]

NAMED = 3
"""Sources that are named; all others are counted."""

VALUES = define(
    Measure(
        key="values",
        sentence=text("Number of published values in the data package"),
        not_for=text("Quality: many values may come from one weak source."),
        operation="count",
        decimals=0,
        function="show.contents",
    )
)


def contents(facts: Facts) -> Exhibit:
    """What a data package holds: who was asked, in which years, how many values.

    Parameters
    ----------
    facts : Facts
        Data package.

    Returns
    -------
    Exhibit
        Table; one row for each instrument.

    Examples
    --------
    >>> from par_eval.series import load
    >>> contents(load()).id
    'contents'
    """
    table = facts.table("instruments")
    cells: Cells = {}
    for key in table["instrument"]:
        cells |= _cells(facts, str(key))
    counts = count_of([str(key) for key in table["instrument"]], "instruments")
    return fact_table(
        facts,
        "contents",
        counted(
            "The data package holds {number} instrument",
            "The data package holds {number} instruments",
            len(table),
            number=counts,
        ),
        text(
            "One row for each instrument. Values: one indicator, one province, one "
            "year. Sources: ids of the sources table."
        ),
        Grid(
            text("Instrument"),
            {str(key): facts.name("instruments", key) for key in table["instrument"]},
            {
                "witness": text("Who answers"),
                "indicators": text("Indicators"),
                "years": text("Years"),
                "values": text("Values"),
                "sources": text("Sources"),
            },
            cells,
            frozenset({"witness", "years", "sources"}),
        ),
        notes=(
            text(
                "Version of the data: {version}, the first digits of one checksum over "
                "all files.",
                version=facts.checksum[:12],
            ),
        ),
    )


def _cells(facts: Facts, instrument: str) -> Cells:
    """Who answers, how many indicators, which years, how many values, from where."""
    row = facts.instrument(instrument)
    leaves = [name for name in _leaves(facts, instrument) if name in facts.leaves]
    cells: Cells = {}
    witness = facts.label(instrument, row, "witness")
    if witness.texts:
        cells[instrument, "witness"] = witness
    if not leaves:
        return cells
    years = sorted({year for leaf in leaves for year in facts.editions[leaf]})
    every = [address(leaf, "*", facts.editions[leaf]) for leaf in leaves]
    number = sum(int(facts.leaves[leaf].notna().sum().sum()) for leaf in leaves)
    cells[instrument, "indicators"] = count_of(every, "indicators")
    cells[instrument, "years"] = year_range(years)
    cells[instrument, "values"] = Quantity(number, "values", VALUES, tuple(every))
    cells[instrument, "sources"] = _sources(facts, leaves)
    return cells


def _sources(facts: Facts, leaves: list[str]) -> Joined:
    """The first source ids, and how many more there are."""
    found = facts.sources_of(leaves)
    if len(found) <= NAMED + 1:
        return Joined(found)
    more = counted(
        "{number} other source", "{number} other sources", len(found) - NAMED
    )
    return Joined((*found[:NAMED], more))


def _leaves(facts: Facts, instrument: str) -> tuple[str, ...]:
    """Published indicators of an instrument, observed wholes and their parts."""
    table = facts.tables["indicators"]
    names = table["indicator"][table["instrument"] == instrument]
    found = [leaf for name in names for leaf in leaves_of(facts, str(name))]
    return tuple(dict.fromkeys(found))
