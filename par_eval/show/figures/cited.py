"""Cited and left out: places that claims cite, among all known by then (rule 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation, count_of
from par_eval.evaluation.claims import Cited
from par_eval.evaluation.place_words import indicator_words, place_words
from par_eval.facts import Facts
from par_eval.series.place import Place
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.strip_drawing import draw_strips, strip_heights
from par_eval.show.figures.strips import Key, Mark, Strip
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import Joined, Quantity, Text, counted, text

__all__ = ["cited_and_left_out"]

NAME = "cited"
CITED = ("o", True, "accent")
OPEN = ("o", False, "accent")
"""Shape, filling and colour of places that are cited, and of those that are not."""


@dataclass(frozen=True)
class Known:
    """A place that was known by the claims, cited or not.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int
        Year.
    place : Place
        Place of the province, or its bounds.
    cited : bool
        Whether a claim cites it.
    """

    indicator: str
    year: int
    place: Place
    cited: bool


def cited_and_left_out(evaluation: Evaluation) -> Exhibit:
    """Places that claims cite beside every other one that they could have cited.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title says how many of the places left out are better or worse
        than those cited. A text where no claim cites a place that is known.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> cited_and_left_out(evaluate("Ca Mau", "2016-2020")).kind
    'text'
    """
    facts, found = evaluation.facts, evaluation.left_out.cited
    known = _known(found)
    if not any(one.cited for one in known):
        return absent(
            facts,
            NAME,
            text("Places that claims cite, and those that they leave out"),
            text("No claim in the data cites a place of the province in this period."),
        )
    strips = tuple(_strips(facts, known))
    keys = tuple(_keys(known))
    of = max(one.place.of for one in known)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_strips(ax, strips, keys, of, size, language)

    return Exhibit(
        id=NAME,
        kind="figure",
        facts=facts,
        title=_title(known),
        subtitle=_subtitle(evaluation, found),
        alternative=_alternative(facts, known),
        sources=tuple(sorted({s for one in known for s in one.place.sources})),
        numbers=_numbers(evaluation),
        notes=tuple(_notes(facts, found)),
        grid=_grid(facts, known),
        draw=draw,
        heights=strip_heights(strips, keys, of, facts.languages),
    )


def _known(found: tuple[Cited, ...]) -> tuple[Known, ...]:
    """Every place once, those of one indicator together and in order of year."""
    every: dict[tuple[str, int], Known] = {}
    for one in found:
        if one.place is not None:
            key = (one.indicator, one.year)
            every[key] = Known(*key, one.place, cited=True)
    for one in found:
        for other in (*one.years, *one.instruments):
            key = (other.indicator, other.year)
            every.setdefault(key, Known(*key, other.place, cited=other.cited))
    order = list(dict.fromkeys(name for name, _ in every))
    return tuple(
        sorted(every.values(), key=lambda one: (order.index(one.indicator), one.year))
    )


def _strips(facts: Facts, known: tuple[Known, ...]) -> Iterator[Strip]:
    """One row for each indicator, a mark for each of its years."""
    for name in dict.fromkeys(one.indicator for one in known):
        marks = tuple(
            Mark(
                one.place.low,
                one.place.high,
                str(one.year),
                *(CITED if one.cited else OPEN),
            )
            for one in known
            if one.indicator == name
        )
        yield Strip(indicator_words(facts, name), marks)


def _keys(known: tuple[Known, ...]) -> Iterator[Key]:
    yield Key(*CITED, text("cited by a claim"))
    if not all(one.cited for one in known):
        yield Key(*OPEN, text("known by then, not cited"))
    if any(one.place.low != one.place.high for one in known):
        yield Key("", True, "accent", text("bar: place known within bounds only"))


def _title(known: tuple[Known, ...]) -> Text:
    cited = [one for one in known if one.cited]
    others = [one for one in known if not one.cited]
    if not others:
        return text("The claims cite every place that was known by then")
    best = min(one.place.low for one in cited)
    worst = max(one.place.high for one in cited)
    better = [one for one in others if one.place.high < best]
    worse = [one for one in others if one.place.low > worst]
    if len(worse) == len(others):
        return text(
            "The claims cite the best {cited} of {known} known places",
            cited=_count(cited),
            known=_count(known),
        )
    if not better:
        return counted(
            "The claims cite {cited} of {known} known places; none of the rest "
            "certainly beats them all, {number} certainly falls below all",
            "The claims cite {cited} of {known} known places; none of the rest "
            "certainly beats them all, {number} certainly fall below all",
            len(worse),
            cited=_count(cited),
            known=_count(known),
            number=_count(worse),
        )
    return text(
        "The claims cite {cited} of {known} known places; left out are {better} "
        "certainly better than all these and {worse} certainly worse",
        cited=_count(cited),
        known=_count(known),
        better=_count(better),
        worse=_count(worse),
    )


def _count(known: tuple[Known, ...] | list[Known]) -> Quantity:
    return count_of([one.place.of_addresses[0] for one in known], "places")


def _subtitle(evaluation: Evaluation, found: tuple[Cited, ...]) -> Text:
    return text(
        "Place of {province} among all provinces, by instrument and year; the best is "
        "at the left. Shown is what was known by {year}: all years of what is cited, "
        "and the other instruments of the same year.",
        province=evaluation.facts.name("provinces", evaluation.province),
        year=max(one.claim_year for one in found),
    )


def _alternative(facts: Facts, known: tuple[Known, ...]) -> Text:
    def listed(cited: bool) -> Joined:
        each = tuple(
            text(
                "{name} {year}: {place}",
                name=indicator_words(facts, one.indicator),
                year=one.year,
                place=place_words(one.place),
            )
            for one in known
            if one.cited is cited
        )
        return Joined(each or ("–",), "semicolon")

    return text(
        "Places on a common scale. Cited: {cited}. Not cited: {others}.",
        cited=listed(True),
        others=listed(False),
    )


def _numbers(evaluation: Evaluation) -> pd.DataFrame:
    """Every place once; it may stand beside several that are cited."""
    numbers = evaluation.left_out.numbers
    return numbers.drop_duplicates(["measure", "of"]).reset_index(drop=True)


def _notes(facts: Facts, found: tuple[Cited, ...]) -> Iterator[Text]:
    unknown = dict.fromkeys(name for one in found for name in one.unknown)
    if unknown:
        yield text(
            "Published for the same year, but without a known place of the province: "
            "{names}.",
            names=Joined(tuple(indicator_words(facts, name) for name in unknown)),
        )
    yield text("A figure of one year counts as known from the next year on.")


def _grid(facts: Facts, known: tuple[Known, ...]) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    rows: dict[object, object] = {}
    for one in known:
        key = (one.indicator, one.year)
        rows[key] = text(
            "{name} {year}", name=indicator_words(facts, one.indicator), year=one.year
        )
        cells[key, "place"] = place_words(one.place)
        cells[key, "cited"] = text("yes") if one.cited else text("no")
    columns = {"place": text("Place"), "cited": text("Cited")}
    return Grid(text("Instrument"), rows, columns, cells)
