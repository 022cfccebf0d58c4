"""Rules of what is judged: targets, claims, reforms and outputs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.rules_common import at, at_place, lookup, places
from par_eval.facts.rules_structure import Rule

__all__ = ["JUDGEMENT"]

FITTING = {"up": ("gt", "ge"), "down": ("le", "lt")}
"""Comparisons that a target may make, by the direction in which it is better."""
STATED = ("value", "rank")
"""Kinds of claims that state a number."""


def _measures(
    targets: pd.DataFrame, indicators: pd.DataFrame, outputs: pd.DataFrame
) -> Iterator[Fault]:
    """What measures a target is known, in the same unit and the same direction."""
    units = {**lookup(outputs, "unit", "output"), **lookup(indicators, "unit")}
    by = targets["measured_by"]
    known = {*indicators["indicator"].dropna(), *outputs["output"].dropna()}
    wanted = "the id of an indicator or of an output"
    unknown = by.notna() & ~by.isin(known)
    yield from at(targets, "measured_by", unknown, wanted, "is not known")
    unit, own = by.map(units), targets["unit"]
    for place in places(unit.notna() & own.notna() & (unit != own)):
        wanted = f"{unit.iloc[place]}, the unit of {by.iloc[place]}"
        problem = "is another unit than that of what measures the target"
        yield from at_place(targets, "unit", place, wanted, problem)
    way = by.map(lookup(indicators, "direction"))
    for place in places(
        way.notna() & targets["direction"].notna() & (way != targets["direction"])
    ):
        wanted = f"{way.iloc[place]}, the direction of {by.iloc[place]}"
        problem = "is another direction than that of what measures the target"
        yield from at_place(targets, "direction", place, wanted, problem)


def _comparisons(targets: pd.DataFrame) -> Iterator[Fault]:
    """A target compares in the direction in which it is better."""
    for direction, fitting in FITTING.items():
        compared = targets["comparison"]
        wrong = (targets["direction"] == direction) & compared.notna()
        wanted = f"{' or '.join(fitting)}, as the direction is {direction}"
        yield from at(targets, "comparison", wrong & ~compared.isin(fitting), wanted)


def _levels(targets: pd.DataFrame) -> Iterator[Fault]:
    """A province's target names the province, a nation's names none."""
    named = targets["province"].notna()
    lacking = (targets["level"] == "province") & ~named
    wanted = "province only where the column province is filled"
    yield from at(targets, "level", lacking, wanted, "is said of no province")
    named &= targets["level"] == "nation"
    wanted = "an empty cell, as the level is nation"
    yield from at(targets, "province", named, wanted)


def _verified(targets: pd.DataFrame, sources: pd.DataFrame) -> Iterator[Fault]:
    """A target that was only remembered is not verified."""
    remembered = targets["source"].map(lookup(sources, "kind", "source")) == "memory"
    wrong = remembered & (targets["verified"] == "yes")
    problem = "is said of a target that no source shows"
    yield from at(targets, "verified", wrong, "no, or a source that was seen", problem)


def _deadlines(targets: pd.DataFrame, programmes: pd.DataFrame) -> Iterator[Fault]:
    """A target is due after its programme was issued."""
    issued = targets["programme"].map(lookup(programmes, "issued", "programme"))
    early = targets["deadline"].astype("float64") < issued.astype("float64")
    for place in places(early):
        wanted = f"a year from {issued.iloc[place]} on, when the programme was issued"
        yield from at_place(targets, "deadline", place, wanted, "is too early")


def _abouts(
    claims: pd.DataFrame,
    indicators: pd.DataFrame,
    outputs: pd.DataFrame,
    reforms: pd.DataFrame,
    targets: pd.DataFrame,
) -> Iterator[Fault]:
    """Claims are about what the package knows."""
    names = set(indicators["indicator"].dropna())
    others = (outputs["output"], reforms["reform"], targets["target"])
    every = names.union(chain.from_iterable(c.dropna() for c in others))
    wanted = "ids of indicators, outputs, reforms or targets"
    yield from _listed(claims, "about", every, wanted)
    yield from _listed(claims, "related", names, "ids of indicators")


def _listed(
    claims: pd.DataFrame, column: str, known: set[str], wanted: str
) -> Iterator[Fault]:
    """Ids in one cell, with one space between them."""
    for place, cell in enumerate(claims[column]):
        ids = cell.split(" ") if isinstance(cell, str) else []
        unknown = [name for name in ids if name and name not in known]
        spaced = f"{wanted}, one space between them"
        if unknown:
            problem = f"names {', '.join(unknown)}, which nothing has as its id"
            yield from at_place(claims, column, place, spaced, problem)
        elif "" in ids:
            yield from at_place(claims, column, place, spaced, "has a space too many")
        elif len(set(ids)) < len(ids):
            yield from at_place(claims, column, place, spaced, "names an id twice")


def _claimed_years(claims: pd.DataFrame) -> Iterator[Fault]:
    """The years of a claim are in their order."""
    names = ("first_year", "last_year", "from_year", "year", "claim_year")
    years = {name: claims[name].astype("float64") for name in names}
    for early, late, wanted in (
        ("first_year", "last_year", "a year not after last_year"),
        ("from_year", "year", "a year before that of the column year"),
        ("year", "claim_year", "a year up to claim_year, in which it was said"),
    ):
        wrong = years[early] > years[late]
        if early == "from_year":
            wrong |= years[early] == years[late]
        yield from at(claims, early, wrong, wanted)


def _stated(claims: pd.DataFrame) -> Iterator[Fault]:
    """Claims on a value or a rank state it, the lower bound first."""
    low, high = (claims[end].astype("float64") for end in ("stated_low", "stated_high"))
    lacking = claims["kind"].isin(STATED) & low.isna() & high.isna()
    wanted = "another kind, or a number in stated_low or stated_high"
    yield from at(claims, "kind", lacking, wanted, "states no number")
    yield from at(claims, "stated_low", low > high, "a number up to stated_high")


def _openings(reforms: pd.DataFrame) -> Iterator[Fault]:
    """The bounds of an opening date are in their order."""
    first, last = (pd.to_datetime(reforms[end]) for end in ("opened_from", "opened_to"))
    yield from at(reforms, "opened_from", first > last, "a date not after opened_to")


def _outputs(outputs: pd.DataFrame) -> Iterator[Fault]:
    """An output keeps its unit, and its year is that of its date."""
    unit = outputs["output"].map(lookup(outputs, "unit", "output"))
    for place in places(
        unit.notna() & outputs["unit"].notna() & (unit != outputs["unit"])
    ):
        wanted = f"{unit.iloc[place]}, as in the first row of the output"
        problem = "is another unit of the same output"
        yield from at_place(outputs, "unit", place, wanted, problem)
    dated = pd.to_datetime(outputs["date"]).dt.year.astype("float64")
    year = outputs["year"].astype("float64")
    wrong = dated.notna() & year.notna() & (dated != year)
    yield from at(outputs, "year", wrong, "the year of the date")


JUDGEMENT: tuple[Rule, ...] = (
    (_measures, ("targets", "indicators", "outputs")),
    (_comparisons, ("targets",)),
    (_levels, ("targets",)),
    (_verified, ("targets", "sources")),
    (_deadlines, ("targets", "programmes")),
    (_abouts, ("claims", "indicators", "outputs", "reform_names", "targets")),
    (_claimed_years, ("claims",)),
    (_stated, ("claims",)),
    (_openings, ("reforms",)),
    (_outputs, ("outputs",)),
)
"""Rules of judgements with the tables that they need."""
