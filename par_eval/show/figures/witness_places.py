"""Surveyed and reported: the place by each instrument, year by year (rule 8)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation, Witnesses, place_words
from par_eval.evaluation.standing import ALL_PROVINCES
from par_eval.evaluation.witnesses import Pair, Witness
from par_eval.series.place import Place
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.strip_drawing import draw_strips, strip_heights
from par_eval.show.figures.strips import Key, Mark, Strip
from par_eval.show.figures.witness_titles import (
    largest_gap,
    nothing_said,
    witness_title,
)
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import TRACED, Joined, Quantity, Text, address, text

__all__ = ["surveyed_and_reported"]

NAME = "surveyed-and-reported"
SHAPES = {
    "asked": ("o", True, "accent"),
    "reported": ("D", True, "ink2"),
    "unknown": ("s", False, "ink3"),
}
"""Shape, filling and colour by who speaks through an instrument."""


def surveyed_and_reported(evaluation: Evaluation) -> Exhibit:
    """Places of the province by instrument and year, with bounds as bars.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title says how many places apart two instruments were in the year
        with most of them, or that they cannot be compared. A text where no instrument
        gives the province a place.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> surveyed_and_reported(evaluate("Ca Mau", "2016-2020")).kind
    'figure'
    """
    facts, found = evaluation.facts, evaluation.witnesses
    if not found.witnesses:
        return absent(facts, NAME, *nothing_said())
    strips = tuple(_strip(found, year) for year in _years(found))
    keys = tuple(_keys(found))
    of = max(place.of for one in found.witnesses for place in one.places.values())

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_strips(ax, strips, keys, of, size, language)

    return Exhibit(
        id=NAME,
        kind="figure",
        facts=facts,
        title=witness_title(found),
        subtitle=_subtitle(evaluation, of),
        alternative=_alternative(found),
        sources=tuple(
            sorted({s for _, place in _places(found) for s in place.sources})
        ),
        numbers=_numbers(found),
        notes=tuple(_notes(found)),
        grid=_grid(found),
        draw=draw,
        heights=strip_heights(strips, keys, of, facts.languages),
    )


def _years(found: Witnesses) -> list[int]:
    return sorted({year for one in found.witnesses for year in one.places})


def _places(found: Witnesses) -> Iterator[tuple[Witness, Place]]:
    for one in found.witnesses:
        for place in one.places.values():
            yield one, place


def _group(witness: Witness) -> str:
    """Who speaks: people who are asked, the administration, or nobody knows."""
    groups = {"no": "asked", "yes": "reported", "partly": "reported"}
    return groups.get(witness.self_reported, "unknown")


def _strip(found: Witnesses, year: int) -> Strip:
    """Row of a year, a mark for each instrument that gives a place."""
    speaking = [one for one in found.witnesses if year in one.places]
    return Strip(str(year), tuple(_mark(one, one.places[year]) for one in speaking))


def _mark(witness: Witness, place: Place) -> Mark:
    words = text("{name} {place}", name=witness.name, place=place.low)
    if place.low != place.high:
        words = text(
            "{name} {best}–{worst}", name=witness.name, best=place.low, worst=place.high
        )
    return Mark(place.low, place.high, words, *SHAPES[_group(witness)])


def _keys(found: Witnesses) -> Iterator[Key]:
    """What each shape means, of those that are drawn."""
    by_group: dict[str, list[Witness]] = {group: [] for group in SHAPES}
    for one in found.witnesses:
        by_group[_group(one)].append(one)
    who = tuple(one.who for one in by_group["asked"] if one.who.texts)
    words = {
        "asked": text("survey of {who}", who=Joined(who)),
        "reported": text("reported or appraised by the administration"),
        "unknown": text("not stated who answers"),
    }
    for group, witnesses in by_group.items():
        if witnesses:
            yield Key(*SHAPES[group], words[group])
    if any(place.low != place.high for _, place in _places(found)):
        yield Key("", True, "ink3", text("bar: place known within bounds only"))


def _subtitle(evaluation: Evaluation, of: int) -> Text:
    first = evaluation.witnesses.witnesses[0]
    every = (address(first.headline, "*", max(first.places)),)
    return text(
        "Place of {province} among {of} provinces by each instrument; the best place "
        "is at the left. Places are compared within one year only.",
        province=evaluation.facts.name("provinces", evaluation.province),
        of=Quantity(of, "provinces", ALL_PROVINCES, every),
    )


def _alternative(found: Witnesses) -> Text:
    each = tuple(
        text(
            "{year}: {places}",
            year=year,
            places=Joined(
                tuple(
                    text(
                        "{name} {place}", name=w.name, place=place_words(w.places[year])
                    )
                    for w in found.witnesses
                    if year in w.places
                )
            ),
        )
        for year in _years(found)
    )
    return text("Places by instrument. {values}.", values=Joined(each, "semicolon"))


def _numbers(found: Witnesses) -> pd.DataFrame:
    """Every place, and how far apart two instruments were."""
    gap = largest_gap(found)
    if gap is None:
        return found.numbers
    row = {"instrument": "", "year": found.headline_year, "what": "apart"}
    row |= {column: getattr(gap.number, column) for column in TRACED}
    apart = pd.DataFrame([row], columns=found.numbers.columns)
    return pd.concat([found.numbers, apart], ignore_index=True)


def _notes(found: Witnesses) -> Iterator[Text]:
    parts = tuple(_part(pair) for pair in found.pairs if pair.shared)
    if parts:
        yield text(
            "Not all of these are independent witnesses: {parts}.", parts=Joined(parts)
        )
    own = {one.name.key: one.name for one, p in _places(found) if not p.independent}
    if own:
        yield text(
            "Some places in {names} are known from the province's own statement only.",
            names=Joined(tuple(own.values())),
        )


def _part(pair: Pair) -> Text:
    inner, outer = pair.first, pair.second
    if inner.contains == outer.instrument:
        inner, outer = outer, inner
    return text("{inner} is a part of {outer}", inner=inner.name, outer=outer.name)


def _grid(found: Witnesses) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    for one in found.witnesses:
        for year, place in one.places.items():
            ends = place.quantities
            cells[year, one.instrument] = (
                ends[0]
                if len(ends) == 1
                else text("{best} to {worst}", best=ends[0], worst=ends[1])
            )
    years = {year: year for year in _years(found)}
    columns = {one.instrument: one.name for one in found.witnesses}
    return Grid(text("Year"), years, columns, cells)
