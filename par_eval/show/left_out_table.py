"""Table of what the claims cite, and of what they leave out (rule 11)."""

from __future__ import annotations

from par_eval.evaluation import Evaluation, LeftOut, count_of
from par_eval.evaluation.place_words import indicator_words, place_words
from par_eval.series.place import Place
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells, word_table
from par_eval.values import Joined, Text, counted, text

__all__ = ["left_out"]

Figure = tuple[str, int]


def left_out(evaluation: Evaluation) -> Exhibit:
    """What the claims cite, and what they leave out (rule 11).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each instrument or indicator, in words below.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> left_out(evaluate("Ca Mau", "2016-2020")).id
    'left_out'
    """
    found, facts = evaluation.left_out, evaluation.facts
    if not found.cited:
        return absent(
            facts,
            "left_out",
            text("What was left out"),
            text(
                "No claim of the province that cites a score or a rank of these years "
                "is in the data, so nothing can be left out."
            ),
        )
    cited, left = _figures(found)
    rows = dict.fromkeys(name for name, _ in (*cited, *left))
    cells: Cells = {}
    for name in rows:
        cells[name, "cited"] = _listed(cited, name) or text("none")
        cells[name, "left"] = _listed(left, name) or text("none")
        beside = _beside(cited, left, name)
        if beside:
            cells[name, "lies"] = beside
    return word_table(
        evaluation,
        "left_out",
        _title(cited, left),
        text(
            "Places of the province that were known when the claims were made: other "
            "years of what is cited, and other instruments of the same year."
        ),
        Grid(
            text("Instrument"),
            {name: indicator_words(facts, name) for name in rows},
            {
                "cited": text("Cited"),
                "lies": text("Other years of it"),
                "left": text("Left out"),
            },
            cells,
            frozenset({"cited", "lies", "left"}),
        ),
        (s for place in (*cited.values(), *left.values()) for s in place.sources),
        details=found.notes,
        details_label=text("The same in sentences"),
    )


def _figures(found: LeftOut) -> tuple[dict[Figure, Place], dict[Figure, Place]]:
    """Places that are cited, and places that are not, by indicator and year."""
    cited = {(c.indicator, c.year): c.place for c in found.cited if c.place}
    left: dict[Figure, Place] = {}
    for one in found.cited:
        for other in (*one.years, *one.instruments):
            figure = (other.indicator, other.year)
            if figure not in cited and not other.cited:
                left[figure] = other.place
    return cited, dict(sorted(left.items()))


def _listed(figures: dict[Figure, Place], name: str) -> Joined | None:
    """Places of one indicator, year by year."""
    told = tuple(
        text("{year}: {place}", year=year, place=place_words(place))
        for (indicator, year), place in sorted(figures.items())
        if indicator == name
    )
    return Joined(told, "semicolon") if told else None


def _beside(
    cited: dict[Figure, Place], left: dict[Figure, Place], name: str
) -> Text | None:
    """How the cited place lies among the other years of the same indicator."""
    own = [place for (indicator, _), place in cited.items() if indicator == name]
    others = [place for (indicator, _), place in left.items() if indicator == name]
    if len(own) != 1 or not others:
        return None
    better = [p.of_addresses[0] for p in others if p.high < own[0].low]
    worse = [p.of_addresses[0] for p in others if p.low > own[0].high]
    return text(
        "{better} better, {worse} worse, of {number}",
        better=count_of(better, "years"),
        worse=count_of(worse, "years"),
        number=count_of([p.of_addresses[0] for p in others], "years"),
    )


def _title(cited: dict[Figure, Place], left: dict[Figure, Place]) -> Text:
    ours = [place.of_addresses[0] for place in cited.values()]
    rest = [place.of_addresses[0] for place in left.values()]
    return counted(
        "The claims cite {number} place that was known and leave out {left}",
        "The claims cite {number} places that were known and leave out {left}",
        len(ours),
        number=count_of(ours, "places"),
        left=count_of(rest, "places"),
    )
