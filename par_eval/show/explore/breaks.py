"""Breaks: every known cause for which a series may not be compared with its past."""

from __future__ import annotations

from par_eval.evaluation import count_of
from par_eval.facts import Facts
from par_eval.series import Break, breaks_between, hard, plain
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import SEVERITY, fact_table, sources_with, where
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Quantity, address, text

__all__ = ["breaks_table"]

KINDS = {
    "construction": text("rebuilt"),
    "sample": text("new sample or mode"),
    "scale": text("new scale"),
    "weights": text("new weights"),
    "level": text("jump of the level"),
}
"""Words for what kind of thing happened."""


def breaks_table(
    facts: Facts, indicator: str, start: int | None = None, end: int | None = None
) -> Exhibit:
    """Breaks of an indicator, its own and those of its parts, year by year (rule 3).

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, of a part or of a whole.
    start, end : int, optional
        Years between which the breaks lie; those of the whole series if not given.

    Returns
    -------
    Exhibit
        Table; one row for each cause.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> breaks_table(facts, facts.instruments["headline"].iloc[0]).id
    'breaks'
    """
    years = facts.series(indicator).dropna(how="all").index
    name = facts.name("indicators", plain(indicator))
    ends = (start or int(years[0]), end or int(years[-1]))
    found = breaks_between(facts, indicator, *ends)
    if not found:
        title = text("Breaks of {name}", name=name)
        none = text(
            "No break is known from {start} to {end}.", start=ends[0], end=ends[1]
        )
        return absent(facts, "breaks", title, none)
    cells: Cells = {}
    for one in found:
        cells |= _cells(facts, one)
    return fact_table(
        facts,
        "breaks",
        text(
            "Breaks of {name} from {start} to {end}: {hard} hard, {soft} soft",
            name=name,
            start=ends[0],
            end=ends[1],
            hard=_count(hard(found)),
            soft=_count(tuple(b for b in found if b not in hard(found))),
        ),
        text(
            "Year: the first that may not be compared with those before it. Hard: "
            "refused; soft: stated with a mark. Inferred: no document says so, but the "
            "national mean jumped."
        ),
        Grid(
            text("Year"),
            {_key(one): one.year for one in found},
            {
                "where": text("Where"),
                "severity": text("Severity"),
                "kind": text("Kind"),
                "known": text("Known from"),
                "what": text("What happened"),
            },
            cells,
            frozenset({"where", "severity", "kind", "known", "what"}),
        ),
        sources_with(facts, indicator, found),
    )


def _key(found: Break) -> tuple[int, str]:
    return found.year, found.indicator


def _cells(facts: Facts, found: Break) -> Cells:
    key = _key(found)
    known = text("a document") if found.documented else text("inferred")
    return {
        (key, "where"): where(facts, found),
        (key, "severity"): SEVERITY[found.severity],
        (key, "kind"): KINDS.get(found.kind, found.kind),
        (key, "known"): known,
        (key, "what"): found.what,
    }


def _count(breaks: tuple[Break, ...]) -> Quantity:
    """How many breaks; the first year of each is its address."""
    return count_of([address(b.indicator, "*", b.year) for b in breaks], "breaks")
