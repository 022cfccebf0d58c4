"""Moves: changes of place from the first to the last year, each with its pair test."""

from __future__ import annotations

from par_eval.evaluation import Evaluation, count_of
from par_eval.evaluation.standing import MOVE_WORDS, Move
from par_eval.series import leaves_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Quantity, text

__all__ = ["moves_table"]


def moves_table(evaluation: Evaluation) -> Exhibit:
    """Change of place of the headline and of each dimension, with its pair test.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; the verdicts hold for all its rows together (Holm, rule 12).

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> moves_table(evaluate("Ca Mau", "2016-2020")).id
    'moves'
    """
    facts, moves = evaluation.facts, evaluation.precision.moves
    title = text("Changes of place and noise")
    if not moves:
        none = text("The province has no two years with a place in the period.")
        return absent(facts, "moves", title, none)
    cells: Cells = {}
    for move in moves:
        cells |= _cells(move)
    told = [m.change.id for m in moves if m.verdict == "distinguishable"]
    return fact_table(
        facts,
        "moves",
        text(
            "{told} of {all} changes of place are larger than noise explains",
            told=count_of(told, "changes"),
            all=count_of([move.change.id for move in moves], "changes"),
        ),
        text(
            "From the first to the last year with a place. z: distance from the "
            "year's mean. p-value: probability that noise alone moves a province as "
            "far; the verdict counts all rows as one family (Holm)."
        ),
        Grid(
            text("Indicator"),
            {m.indicator: facts.name("indicators", m.indicator) for m in moves},
            {
                "years": text("Years"),
                "before": text("Rank before"),
                "after": text("Rank after"),
                "change": text("Change of z"),
                "p": text("p-value"),
                "verdict": text("Verdict"),
            },
            cells,
            frozenset({"years", "before", "after", "verdict"}),
        ),
        facts.sources_of(leaf for m in moves for leaf in leaves_of(facts, m.indicator)),
    )


def _cells(move: Move) -> Cells:
    key = move.indicator
    cells: Cells = {
        (key, "years"): f"{move.first}–{move.last}",
        (key, "before"): _place(*move.before),
        (key, "after"): _place(*move.after),
        (key, "change"): move.change,
        (key, "verdict"): MOVE_WORDS[move.verdict],
    }
    if move.p is not None:
        cells[key, "p"] = move.p
    return cells


def _place(rank: Quantity, of: Quantity) -> object:
    return text("{rank} of {of}", rank=rank, of=of)
