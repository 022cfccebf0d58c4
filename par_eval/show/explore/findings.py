"""Findings: the fixed questions with their answers, grades and reasons."""

from __future__ import annotations

from par_eval.evaluation import (
    DOMAINS,
    OUTCOME_VERDICTS,
    SCALES,
    Evaluation,
    Finding,
    Grade,
    count_of,
)
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells, word_table
from par_eval.values import Joined, Text, text

__all__ = ["findings_table"]


def findings_table(evaluation: Evaluation) -> Exhibit:
    """The fixed questions with their findings, and why each grade is what it is.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each question, also for those that are not answered.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> findings_table(evaluate("Ca Mau", "2016-2020")).id
    'findings'
    """
    findings = evaluation.findings
    cells: Cells = {}
    for finding in findings:
        cells |= _cells(finding)
    answered = [f.question.key for f in findings if f.answered]
    return word_table(
        evaluation,
        "findings",
        text(
            "{answered} of {all} fixed questions are answered",
            answered=count_of(answered, "questions"),
            all=count_of([f.question.key for f in findings], "questions"),
        ),
        text(
            "Two scales: measurement, from A to D, says how well something was "
            "measured; effect says whether the reform can have caused it."
        ),
        Grid(
            text("Question"),
            {finding.question.key: finding.question for finding in findings},
            {
                "finding": text("Finding"),
                "grade": text("Grade"),
                "reasons": text("Reasons"),
            },
            cells,
            frozenset({"finding", "grade", "reasons"}),
        ),
        (),
    )


def _cells(finding: Finding) -> Cells:
    key = finding.question.key
    cells: Cells = {(key, "finding"): finding.text}
    if finding.grade:
        cells[key, "grade"] = _grade(finding.grade)
        reasons = tuple(
            text(
                "{domain}: {reason}",
                domain=DOMAINS[concern.domain],
                reason=concern.reason,
            )
            for concern in finding.grade.concerns
        )
        if reasons:
            cells[key, "reasons"] = Joined(reasons, "sentences")
    return cells


def _grade(grade: Grade) -> Text:
    """Scale and grade, in the words of the first screen."""
    return text(
        "{scale}: {grade}",
        scale=SCALES[grade.scale],
        grade=OUTCOME_VERDICTS.get(grade.grade, grade.grade),
    )
