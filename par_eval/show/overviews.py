"""Overviews: content areas, evaluation criteria, documents to obtain."""

from __future__ import annotations

from par_eval.evaluation import (
    ASSESSED,
    Evaluation,
)
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells, word_table
from par_eval.values import Joined, counted, text

__all__ = [
    "areas_table",
    "criteria_table",
    "documents_table",
]


def areas_table(evaluation: Evaluation) -> Exhibit:
    """Content areas: planned, done, changed, not known.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each content area.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> areas_table(evaluate("Ca Mau", "2016-2020")).id
    'areas'
    """
    found = evaluation.areas
    cells: Cells = {}
    for area in found.areas:
        for part in ("planned", "done", "changed", "unknown"):
            items = getattr(area, part)
            if items:
                cells[area.area.key, part] = Joined(items, "semicolon")
    measured = [area for area in found.areas if area.changed]
    return word_table(
        evaluation,
        "areas",
        counted(
            "In {measured} of {number} content area an indicator says what changed",
            "In {measured} of {number} content areas an indicator says what changed",
            len(found.areas),
            measured=len(measured),
        ),
        text("Planned: targets due. Done: as reported. Changed: over the period."),
        Grid(
            text("Content area"),
            {area.area.key: area.area for area in found.areas},
            {
                "planned": text("Planned"),
                "done": text("Done, as reported"),
                "changed": text("Changed"),
                "unknown": text("Not known without"),
            },
            cells,
            frozenset({"planned", "done", "changed", "unknown"}),
        ),
        (source for area in found.areas for source in area.sources),
        found.notes,
    )


def criteria_table(evaluation: Evaluation) -> Exhibit:
    """Evaluation criteria: assessed, in part, or not, and why.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each criterion.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> criteria_table(evaluate("Ca Mau", "2016-2020")).id
    'criteria'
    """
    cells: Cells = {}
    for one in evaluation.criteria:
        cells[one.criterion.key, "status"] = ASSESSED[one.status]
        cells[one.criterion.key, "why"] = one.reason
    told = [one for one in evaluation.criteria if one.status != "not_assessed"]
    return word_table(
        evaluation,
        "criteria",
        counted(
            "{told} of {number} evaluation criterion is assessed, in whole or in part",
            "{told} of {number} evaluation criteria are assessed, in whole or in part",
            len(evaluation.criteria),
            told=len(told),
        ),
        text("What an evaluation is asked for, and what is lacking here."),
        Grid(
            text("Criterion"),
            {one.criterion.key: one.criterion for one in evaluation.criteria},
            {"status": text("Status"), "why": text("Why")},
            cells,
            frozenset({"status", "why"}),
        ),
        evaluation.facts.table("criteria")["source"],
    )


def documents_table(evaluation: Evaluation) -> Exhibit:
    """What to obtain next, in the order of the verdicts it would change.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each document.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> documents_table(evaluate("Ca Mau", "2016-2020")).id
    'documents'
    """
    found = evaluation.obtain
    return word_table(
        evaluation,
        "documents",
        counted(
            "{number} document would change a verdict",
            "{number} documents would change a verdict",
            len(found),
        )
        if found
        else text("No document is known that would change a verdict"),
        text("Documents that are not held, and how many verdicts each would change."),
        Grid(
            text("Document"),
            {one.document.key: one.document for one in found},
            {"verdicts": text("Verdicts")},
            {(one.document.key, "verdicts"): one.verdicts for one in found},
        ),
        (one.source for one in found),
    )
