"""Tables of witnesses: who speaks through each, and whether two agree (rule 8)."""

from __future__ import annotations

from par_eval.evaluation import PAIR_VERDICTS, Evaluation, count_of, over_period
from par_eval.evaluation.witnesses import Pair, Witness
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid, marked
from par_eval.show.marks import pair_mark
from par_eval.show.word_table import Cells, word_table
from par_eval.values import Joined, Text, counted, text

__all__ = ["pairs_table", "witnesses_table"]


def witnesses_table(evaluation: Evaluation) -> Exhibit:
    """Who speaks through each instrument, of which level, and what they share.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each instrument that gives the province a place.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> witnesses_table(evaluate("Ca Mau", "2016-2020")).id
    'witnesses'
    """
    found = evaluation.witnesses
    if not found.witnesses:
        return absent(
            evaluation.facts,
            "witnesses",
            text("Instruments of the period"),
            text("No instrument gives the province a place in the period."),
        )
    cells: Cells = {}
    for one in found.witnesses:
        for key in ("population", "level"):
            name = getattr(one, key)
            cells[one.instrument, key] = name if name.texts else "–"
        cells[one.instrument, "shared"] = _shared(one, found.witnesses)
    number = count_of(
        over_period(evaluation, [one.headline for one in found.witnesses]),
        "instruments",
    )
    return word_table(
        evaluation,
        "witnesses",
        counted(
            "{number} instrument gives the province a place in the period",
            "{number} instruments give the province a place in the period",
            len(found.witnesses),
            number=number,
        ),
        text("Who answers, of which level of government, and what they share."),
        Grid(
            text("Instrument"),
            {one.instrument: one.name for one in found.witnesses},
            {
                "population": text("Who answers"),
                "level": text("Level of government"),
                "shared": text("Shared"),
            },
            cells,
            frozenset({"population", "level", "shared"}),
        ),
        (s for one in found.witnesses for p in one.places.values() for s in p.sources),
        details=found.notes,
        details_label=text("What else is known of them"),
    )


def _shared(one: Witness, others: tuple[Witness, ...]) -> Text | str:
    """Instrument that it is a part of, or that is a part of it."""
    for other in others:
        if other.contains == one.instrument:
            return text("part of {instrument}", instrument=other.name)
        if one.contains == other.instrument:
            return text("contains {instrument}", instrument=other.name)
    return "–"


def pairs_table(evaluation: Evaluation) -> Exhibit:
    """Whether two instruments say the same of the province's place (rule 8).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each verdict, the pairs in it.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> pairs_table(evaluate("Ca Mau", "2016-2020")).id
    'pairs'
    """
    found = evaluation.witnesses.pairs
    if not found:
        return absent(
            evaluation.facts,
            "pairs",
            text("Two instruments side by side"),
            text("Fewer than two instruments give the province a place in the period."),
        )
    groups = {
        verdict: [pair for pair in found if pair.verdict == verdict]
        for verdict in PAIR_VERDICTS
    }
    cells: Cells = {}
    for verdict, pairs in groups.items():
        cells[verdict, "number"] = count_of([pair.case for pair in pairs], "pairs")
        if pairs:
            cells[verdict, "pairs"] = Joined(tuple(map(_named, pairs)), "semicolon")
    return word_table(
        evaluation,
        "pairs",
        _pairs_title(found, groups["differ"]),
        text(
            "By their places in one year. Not distinguishable: noise alone could make "
            "the places differ."
        ),
        Grid(
            text("Verdict"),
            {v: marked(pair_mark(v), words) for v, words in PAIR_VERDICTS.items()},
            {"number": text("Pairs"), "pairs": text("Which")},
            cells,
            frozenset({"pairs"}),
        ),
        (
            source
            for pair in found
            for compared in pair.comparisons
            for place in (compared.first, compared.second)
            for source in place.sources
        ),
    )


def _named(pair: Pair) -> Text:
    return text("{first} and {second}", first=pair.first.name, second=pair.second.name)


def _pairs_title(found: tuple[Pair, ...], differ: list[Pair]) -> Text:
    every = count_of([pair.case for pair in found], "pairs")
    if len(found) == 1 and differ:
        return text("The two instruments differ")
    if len(found) == 1:
        return text("The two instruments are not shown to differ")
    if not differ:
        return text(
            "Of {number} pairs of instruments none is shown to differ", number=every
        )
    return counted(
        "{differ} of {number} pairs of instruments differs",
        "{differ} of {number} pairs of instruments differ",
        len(differ),
        differ=count_of([pair.case for pair in differ], "pairs"),
        number=every,
    )
