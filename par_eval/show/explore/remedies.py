"""Remedies: which data would change the answer, and which no data could."""

from __future__ import annotations

import math

from par_eval.evaluation import Evaluation
from par_eval.evaluation.attribution import known_donors, reform_verdicts
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table
from par_eval.show.explore.reform import (
    Chosen,
    reform_chosen,
    reform_sources,
    without_a_date,
)
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Joined, Text, counted, text

__all__ = ["remedies"]


def remedies(evaluation: Evaluation, reform: str = "") -> Exhibit:
    """Which data would remove each condition that fails (rule 5).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    reform : str
        Reform id; left out, the first that does not bind every province.

    Returns
    -------
    Exhibit
        Table; one row for each condition that fails for some outcome. A text where
        none does, or where the reform had not begun.

    Raises
    ------
    UnknownNameError
        If the data hold no such reform.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> remedies(evaluate("Da Nang", "2016-2020")).id
    'remedies'
    """
    facts, chosen = evaluation.facts, reform_chosen(evaluation, reform)
    verdicts = reform_verdicts(evaluation, evaluation.attribution)
    mine = [v for v in verdicts if v.reform.key == chosen.name.key]
    begun = any(o.design.begun for o in chosen.outcomes)
    obstacles = mine[0].obstacles if mine and begun else ()
    if not obstacles:
        title = text("Which data would change the answer")
        return absent(facts, "remedies", title, _none(chosen))
    cells: Cells = {}
    for one in obstacles:
        cells[one.condition, "holds"] = Joined(one.outcomes, "semicolon")
        cells[one.condition, "remedy"] = one.remedy or text(
            "nothing: no data could change it"
        )
    return fact_table(
        facts,
        "remedies",
        _title(evaluation, chosen),
        text(
            "Each condition that fails, the outcomes it fails for, and what would help."
        ),
        Grid(
            text("Condition that fails"),
            {one.condition: one.heading for one in obstacles},
            {"remedy": text("What would change it"), "holds": text("Outcomes")},
            cells,
            frozenset({"remedy", "holds"}),
        ),
        reform_sources(facts, chosen),
    )


def _none(chosen: Chosen) -> Text:
    lacking = without_a_date(chosen)
    return lacking or text("No condition fails: the effects stand in the report.")


def _title(evaluation: Evaluation, chosen: Chosen) -> Text:
    """How many provinces a test needs, where the start of the reform is known."""
    if without_a_date(chosen) is not None:
        return text("What would change the answer")
    needed = math.ceil(1 / evaluation.facts.threshold("smallest_p") - 1e-9) - 1
    best = max((o.design for o in chosen.outcomes), key=lambda d: len(d.donors))
    return counted(
        "A test needs {needed} provinces known to be without the reform, with values; "
        "at most {number} is known",
        "A test needs {needed} provinces known to be without the reform, with values; "
        "at most {number} are known",
        len(best.donors),
        needed=needed,
        number=known_donors(best),
    )
