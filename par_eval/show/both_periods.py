"""Both periods: change and standing in every plan period of a span."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from par_eval.evaluation import Evaluation, parts_of, spanned
from par_eval.evaluation.spans import Decade, PeriodMove
from par_eval.evaluation.standing import MOVE_WORDS, Placing
from par_eval.series import hard, leaves_of
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.values import (
    Joined,
    Quantity,
    Text,
    counted,
    quantities,
    text,
    unit_words,
)

__all__ = ["both_periods"]

Cells = dict[tuple[object, object], object]

NO_MEASURE = text("no values in this period")


def both_periods(decade: Decade) -> Exhibit:
    """Change and standing of the headline and of each dimension, period by period.

    Parameters
    ----------
    decade : Decade
        Province and span of plan periods.

    Returns
    -------
    Exhibit
        Table; its title says whether noise explains the change of standing.

    Examples
    --------
    >>> from par_eval.evaluation.spans import decade
    >>> both_periods(decade("Ca Mau", "2011-2020")).id
    'both-periods'
    """
    facts, national = decade.facts, decade.national
    names = [national.headline, *national.dimensions]
    told = [decade.period_moves, *(part.trends for part in decade.parts)]
    breaks = [
        b for part in decade.parts for name in names for b in part.windows(name).breaks
    ]
    leaves = [leaf for name in names for leaf in leaves_of(facts, name)]
    return Exhibit(
        id="both-periods",
        kind="table",
        facts=facts,
        title=_title(decade),
        subtitle=text(
            "{instrument}: change of the score in {unit}, beside the median change of "
            "the provinces (typical); place over all years of the period with values, "
            "in brackets the places that noise allows. A change across a hard break is "
            "refused.",
            instrument=facts.name("instruments", national.instrument),
            unit=unit_words(str(facts.indicator(national.headline)["unit"])),
        ),
        alternative=text(
            "Table of the changes and places of each dimension in each plan period."
        ),
        sources=tuple(sorted({*facts.sources_of(leaves), *(b.source for b in breaks)})),
        numbers=pd.concat([one.numbers for one in told], ignore_index=True),
        notes=decade.period_moves.notes,
        grid=Grid(
            text("Dimension"),
            {name: facts.name("indicators", name) for name in names},
            _columns(decade),
            dict(_cells(decade)),
            frozenset(_columns(decade)),
        ),
    )


def _title(decade: Decade) -> Text:
    move = decade.period_moves.moves[0]
    first, last = move.places[0], move.places[-1]
    said = {"first": _years(decade.parts[0]), "last": _years(decade.parts[-1])}
    if first is None or last is None:
        return text("Standing cannot be told for both {first} and {last}", **said)
    ends = {
        **said,
        "before": text("{rank} of {of}", rank=first.rank, of=first.of),
        "after": text("{rank} of {of}", rank=last.rank, of=last.of),
    }
    if move.indicator in decade.period_moves.turned:
        years = Joined(decade.period_moves.flagged[move.indicator])
        return text(
            "Over {first} {before} provinces, over {last} {after}: whether that is "
            "more than noise depends on {years}",
            years=years,
            **ends,
        )
    if move.verdict == "distinguishable":
        return text(
            "Over {first} {before} provinces, over {last} {after}: more than noise "
            "explains",
            **ends,
        )
    if move.verdict == "not_distinguishable":
        return text(
            "Over {first} {before} provinces, over {last} {after}: no change beyond "
            "noise",
            **ends,
        )
    return text(
        "Over {first} {before} provinces, over {last} {after}: how far noise explains "
        "it is not known",
        **ends,
    )


def _years(part: Evaluation) -> str:
    return f"{part.national.start}–{part.national.end}"


def _columns(decade: Decade) -> dict[object, object]:
    columns: dict[object, object] = {}
    for part in decade.parts:
        columns[part.period, "change"] = text("Change {years}", years=_years(part))
        columns[part.period, "place"] = text("Place {years}", years=_years(part))
    return {**columns, "verdict": text("Change of place")}


def _cells(decade: Decade) -> Iterator[tuple[tuple[object, object], object]]:
    for move in decade.period_moves.moves:
        name = move.indicator
        for part, place in zip(decade.parts, move.places, strict=True):
            yield (name, (part.period, "change")), _change(part, name)
            yield (name, (part.period, "place")), _place(place)
        yield (name, "verdict"), _verdict(decade, move)


def _verdict(decade: Decade, move: PeriodMove) -> Text | str:
    if move.verdict is None:
        return "–"
    if move.indicator not in decade.period_moves.turned:
        return MOVE_WORDS[move.verdict]
    years = Joined(decade.period_moves.flagged[move.indicator])
    if move.verdict == "distinguishable":
        return text("distinguishable from noise only with {years}", years=years)
    return text("not distinguishable, but without {years} it is", years=years)


def _place(place: Placing | None) -> Text | str:
    if place is None:
        return "–"
    said: dict[str, Quantity] = {"rank": place.rank, "of": place.of}
    if place.noise is None:
        return text("{rank} of {of}", **said)
    best, worst = place.noise
    return text("{rank} of {of} ({best} to {worst})", best=best, worst=worst, **said)


def _change(part: Evaluation, indicator: str) -> object:
    """Change in a period beside the typical one, or its refusal and what is left."""
    if indicator not in (part.national.headline, *part.national.dimensions):
        return NO_MEASURE
    found = part.windows(indicator)
    if found.baseline and found.endline:
        return text("{change} (typical {typical})", **_pair(part, indicator))
    if not found.refused:
        return text("no two comparable years with data")
    years = tuple(sorted({b.year for b in hard(found.breaks)}))
    refusal = counted(
        "refused for a hard break in {years}",
        "refused for hard breaks in {years}",
        len(years),
        years=Joined(years),
    )
    return Joined((refusal, *_unbroken(part, indicator)), "semicolon")


def _unbroken(part: Evaluation, indicator: str) -> Iterator[Text]:
    """Change on the parts without a break, beside a refused change (rule 3)."""
    linked = spanned(part, indicator)
    said = _pair(part, linked) if linked else {}
    if linked is None or not said:
        return
    parts = parts_of(part, linked)
    yield counted(
        "{change} (typical {typical}) on {number} part without a break",
        "{change} (typical {typical}) on {number} parts without a break",
        int(parts.value),
        number=parts,
        **said,
    )


def _pair(part: Evaluation, indicator: str) -> dict[str, Quantity]:
    numbers = part.trends.numbers
    rows = numbers[numbers["indicator"] == indicator]
    told = dict(zip(rows["what"], quantities(rows), strict=True))
    return {what: told[what] for what in ("change", "typical") if what in told}
