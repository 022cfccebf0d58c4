"""Texts of a report: the first screen and the limits."""

from __future__ import annotations

import pandas as pd

from par_eval.evaluation import (
    DOMAINS,
    OUTCOME_VERDICTS,
    SCALES,
    Evaluation,
    Finding,
    Grade,
    in_brief,
)
from par_eval.evaluation import limits as limits_of
from par_eval.show.carrier import said
from par_eval.show.exhibit import Exhibit
from par_eval.show.numbers import columns_of
from par_eval.values import quantities_in, text

__all__ = ["limits", "summary"]


def summary(evaluation: Evaluation) -> Exhibit:
    """The first screen: province, period, and the fixed questions with findings.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text; every question is listed, also those that are not answered.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> summary(evaluate("Ca Mau", "2016-2020")).kind
    'text'
    """
    brief = in_brief(evaluation)
    findings = evaluation.findings

    def body(language: str) -> str:
        items = "".join(_finding_html(finding, language) for finding in findings)
        heading = said(text("Fixed questions, the same for every province"), language)
        hint = said(text("dotted: opens source, method and limits"), language)
        return (
            f'{_title_html(evaluation, language)}<p class="deck">'
            f'{said(brief, language)}</p><div class="lab"><h2>{heading}</h2>'
            f'<span class="go">{hint}</span></div><ol class="find">{items}</ol>'
            f'<p class="made">{said(_made(evaluation), language)}</p>'
        )

    numbers = [q for finding in findings for q in finding.quantities]
    graded = [finding.grade for finding in findings if finding.grade]
    numbers += [
        q for grade in graded for c in grade.concerns for q in quantities_in(c.reason)
    ]
    return Exhibit(
        id="summary",
        kind="text",
        facts=evaluation.facts,
        title=brief,
        subtitle=text("Summary"),
        alternative=brief,
        sources=(),
        numbers=pd.DataFrame(columns=columns_of()),
        body=body,
        extra=tuple(numbers),
    )


def _title_html(evaluation: Evaluation, language: str) -> str:
    facts = evaluation.facts
    kicker = said(text("Public administration reform, plan-period report"), language)
    province = said(facts.name("provinces", evaluation.province), language)
    period = said(f"{evaluation.national.start}–{evaluation.national.end}", language)
    return (
        f'<p class="kick">{kicker}</p><h1 class="title">{province}, '
        f'<span class="nw">{period}</span></h1>'
    )


def _finding_html(finding: Finding, language: str) -> str:
    state = "" if finding.answered else ' class="open"'
    return (
        f"<li{state}><h3>{said(finding.question, language)}</h3>"
        f'<p class="ft">{said(finding.text, language)}</p>'
        f"{_grade_html(finding.grade, language)}</li>"
    )


def _grade_html(grade: Grade | None, language: str) -> str:
    """Scale and grade of the evidence; its reasons are one click away."""
    if grade is None:
        return ""
    words = text(
        "{scale}: {grade}",
        scale=SCALES[grade.scale],
        grade=OUTCOME_VERDICTS.get(grade.grade, grade.grade),
    )
    reasons = "".join(
        f"<li>{said(DOMAINS[concern.domain], language)}: "
        f"{said(concern.reason, language)}</li>"
        for concern in grade.concerns
    )
    return (
        f'<details class="gr"><summary>{said(words, language)}</summary>'
        f"<ul>{reasons}</ul></details>"
    )


def _made(evaluation: Evaluation) -> object:
    """From which data and under which programme; no date, so that it is stable."""
    facts = evaluation.facts
    row = facts.period(evaluation.period)
    checksum = facts.checksum[:12]
    return text(
        "Made by par-eval from the data package “{title}”, version {version}. Plan "
        "period of the {programme}.",
        title=facts.title,
        version=checksum,
        programme=facts.label(evaluation.period, row, "programme"),
    )


def limits(evaluation: Evaluation) -> Exhibit:
    """What a reader must know before reading any number.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text: missing years with their reasons, breaks, troughs and peaks.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> limits(evaluate("Ca Mau", "2016-2020")).id
    'limits'
    """
    sentences = limits_of(evaluation)
    warnings = evaluation.facts.warnings

    def body(language: str) -> str:
        heading = said(text("Limits of the data"), language)
        lines: list[object] = [*warnings, *sentences]
        if language not in evaluation.facts.languages:
            lines.append(text("The data give no names in the language of this report."))
        items = "".join(f"<li>{said(line, language)}</li>" for line in lines)
        return f'<div class="box"><h3>{heading}</h3><ul>{items}</ul></div>'

    return Exhibit(
        id="limits",
        kind="text",
        facts=evaluation.facts,
        title=text("Limits of the data"),
        subtitle=text("Limits of the data"),
        alternative=text("Limits of the data"),
        sources=(),
        numbers=pd.DataFrame(columns=columns_of()),
        body=body,
    )
