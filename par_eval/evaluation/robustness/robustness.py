"""Robustness: whether conclusions survive every changed choice, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean

import pandas as pd

from par_eval.evaluation.attribution import Outcome
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.questions import asked
from par_eval.evaluation.robustness.choice_words import CHOICES
from par_eval.evaluation.robustness.concluding import RUNS, conclusions
from par_eval.evaluation.robustness.conclusions import Conclusion
from par_eval.evaluation.robustness.shares import AGREEING, share_of
from par_eval.evaluation.subject import Subject
from par_eval.values import (
    Joined,
    Quantity,
    Result,
    Text,
    text,
)

__all__ = ["Robustness", "robustness"]

Row = dict[str, object]

SOFT = "soft_breaks"

OWN = {
    ("trends", "baseline", "mean_of_two"),
    ("trends", "endline", "mean_of_two"),
    ("trends", "soft_breaks", "allow"),
    ("trends", "outlier_years", "next_year"),
    ("trends", "aggregation", "dimensions"),
    ("trends", "parts", "all"),
    ("trends", "peers", "all_median"),
    ("standing", "aggregation", "mean_z"),
    ("standing", "whole", "sum"),
    ("standing", "missing_years", "complete"),
    ("standing", "missing_parts", "complete"),
    ("standing", "outlier_years", "keep"),
    ("standing", "parts", "all"),
    ("impact", "estimator", "synthetic_did"),
    ("impact", "donors", "all_known"),
    ("impact", "window", "all_years"),
    ("impact", "start", "straddling_out"),
}
"""Options that the evaluation itself takes: part, choice, option."""


@dataclass(frozen=True)
class Robustness(Result):
    """Conclusions under every changed choice, one at a time (rule 9).

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``question``, ``kind``, ``indicator``,
        ``choice`` and ``option`` (empty for the conclusion itself), ``part`` (left
        out) and ``way`` (1 better, -1 worse, 0 neither).
    conclusions : tuple of Conclusion
        What the evaluation says, with the re-runs.
    not_run : tuple of (str, str, str)
        Question, choice and option that the data lists and the library cannot run.
    share : Quantity or None
        Share of the re-runs that agree, each question weighing the same.
    """

    conclusions: tuple[Conclusion, ...] = ()
    not_run: tuple[tuple[str, str, str], ...] = ()
    share: Quantity | None = None

    def on(self, question: str) -> tuple[Conclusion, ...]:
        """Conclusions of one question, the one that it turns on first.

        Parameters
        ----------
        question : str
            Question id.

        Returns
        -------
        tuple of Conclusion
        """
        return tuple(one for one in self.conclusions if one.question == question)


def robustness(subject: Subject, outcomes: Iterable[Outcome] = ()) -> Robustness:
    """Re-run the conclusions under every choice of the data package (rule 9).

    Conclusions are whether each dimension that can be followed, the dimensions
    together, and the whole on its unbroken parts moved better than in the typical
    province, in which half of the provinces the period's standing lies, and whether an
    effect that was estimated can be told from chance.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    outcomes : iterable of Outcome
        Outcomes of reforms, with or without an effect.

    Returns
    -------
    Robustness
        Notes say what survives, what depends on which choice, and what was not run.
    """
    rows = subject.facts.table("choices").to_dict("records")
    answers = _answers(subject)
    changed, not_run = _sorted(rows, answers)
    found = tuple(conclusions(subject, answers, changed, outcomes))
    share = _share(found)
    return Robustness(
        name="robustness",
        numbers=_numbers(found, share),
        notes=tuple(_notes(subject, found, share, not_run)),
        conclusions=found,
        not_run=tuple(_key(row) for row in not_run),
        share=share,
    )


def _key(row: Row) -> tuple[str, str, str]:
    return str(row["question"]), str(row["choice"]), str(row["option"])


def _sorted(
    rows: list[Row], answers: dict[str, str]
) -> tuple[dict[str, list[tuple[str, str]]], list[Row]]:
    """Choices to run by question, and the rows that the library cannot run."""
    changed: dict[str, list[tuple[str, str]]] = {}
    not_run = []
    for row in rows:
        question, choice, option = _key(row)
        part = answers.get(question, "")
        if (choice, option) in RUNS.get(part, ()):
            changed.setdefault(question, []).append((choice, option))
        elif (part, choice, option) not in OWN:
            not_run.append(row)
    return changed, not_run


def _answers(subject: Subject) -> dict[str, str]:
    """Part of the evaluation that answers each question."""
    table = asked(subject.facts)
    return dict(zip(table["question"], table["answered_by"], strict=True))


def _share(found: tuple[Conclusion, ...]) -> Quantity | None:
    """Share of the re-runs that agree, each question weighing the same."""
    touched = tuple(one for one in found if one.runs)
    if not touched:
        return None
    by_question = (
        share_of([one for one in touched if one.question == question])
        for question in dict.fromkeys(one.question for one in touched)
    )
    value = fmean(share.value for share in by_question)
    of = tuple(one.base.quantity.id for one in touched)
    return Quantity(value, "share", AGREEING, of)


def _numbers(found: tuple[Conclusion, ...], share: Quantity | None) -> pd.DataFrame:
    keys = ["question", "kind", "indicator", "choice", "option", "part", "way"]
    rows = [
        {
            "question": one.question,
            "kind": one.kind,
            "indicator": one.indicator,
            **{k: v for k, v in vars(run).items() if k != "quantity"},
            **{k: v for k, v in vars(run.quantity).items() if k != "notes"},
        }
        for one in found
        for run in (one.base, *one.runs)
    ]
    if share is not None:
        rows.append({"kind": "share", **vars(share)})
    columns = [*keys, "measure", "of", "value", "low", "high", "unit", "interval"]
    return pd.DataFrame(rows, columns=columns)


def _notes(
    subject: Subject,
    found: tuple[Conclusion, ...],
    share: Quantity | None,
    not_run: list[Row],
) -> Iterator[Text]:
    """What survives, the share that agrees, each conclusion, what was not run."""
    if share is None:
        yield text("No conclusion was re-run: no listed choice changes any.")
    else:
        every = [one.base.quantity.id for one in found if one.runs]
        kept = [one.base.quantity.id for one in found if one.runs and one.survives]
        yield text(
            "Conclusions that changed choices touch: {number}; of these hold under "
            "each changed choice, one at a time: {kept}. The share of re-runs that "
            "agree, each question weighing the same, is {share}.",
            kept=count_of(kept, "conclusions"),
            number=count_of(every, "conclusions"),
            share=share,
        )
    yield from (one.text for one in found)
    yield from _soft_notes(subject, found)
    if not_run:
        items = tuple(_choice_text(subject, row) for row in not_run)
        yield text(
            "Choices that the data list and that were not run: {choices}.",
            choices=Joined(items, "semicolon"),
        )


def _choice_text(subject: Subject, row: Row) -> Text:
    """A choice by its name, the option and why it is defensible."""
    choice = str(row["choice"])
    why = subject.facts.label("/".join(_key(row)), row, "why")
    return text("{choice} ({why})", choice=CHOICES.get(choice, choice), why=why)


def _soft_notes(subject: Subject, found: tuple[Conclusion, ...]) -> Iterator[Text]:
    """Conclusions that cross a soft break and have no part without one (rule 3)."""
    names = tuple(
        one.name
        for one in found
        if one.kind == "change"
        and subject.windows(one.indicator).breaks
        and not any(run.choice == SOFT for run in one.runs)
    )
    if names:
        yield text(
            "Soft breaks are crossed, and no part is without one, so a re-run without "
            "them is not possible: {names}.",
            names=Joined(names),
        )
