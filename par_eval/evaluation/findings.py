"""Findings: the fixed questions, answered in their order (rule 12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from par_eval.evaluation.answers import citizens, unknown
from par_eval.evaluation.attainment import Attainment, attainment_sentences
from par_eval.evaluation.attribution import Attribution, attribution_sentences
from par_eval.evaluation.evidence import Grade
from par_eval.evaluation.grades import (
    effect_grade,
    standing_grade,
    targets_grade,
    trends_grade,
    witnesses_grade,
)
from par_eval.evaluation.obtain import Obtainable
from par_eval.evaluation.questions import asked
from par_eval.evaluation.robustness import Robustness, concerns, dependence
from par_eval.evaluation.standing import Precision, standing_sentences
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.witnesses import Witnesses, witness_sentences
from par_eval.values import (
    Joined,
    Name,
    Quantity,
    Result,
    Text,
    quantities_in,
    text,
)

__all__ = ["Finding", "Parts", "findings"]


@dataclass(frozen=True)
class Finding:
    """Answer to one of the fixed questions.

    Parameters
    ----------
    question : Name
        The question, word for word from the data.
    answered_by : str
        Part of the evaluation that answers it.
    text : Text or Joined
        The answer.
    answered : bool
        False where the evaluation has nothing to answer it with.
    grade : Grade, optional
        Evidence grade, with its scale and reasons, where something is graded.
    """

    question: Name
    answered_by: str
    text: Text | Joined
    answered: bool = True
    grade: Grade | None = None

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers in the answer, in reading order."""
        return tuple(quantities_in(self.text))


@dataclass(frozen=True)
class Parts:
    """Parts of an evaluation that the fixed questions are answered from.

    Parameters
    ----------
    attainment : Attainment
        Its targets.
    trends, standing : Result
        Its changes and its standing.
    precision : Precision
        How sure the places are.
    witnesses : Witnesses
        What the instruments say side by side.
    attribution : Attribution
        What could be attributed to a reform.
    robustness : Robustness
        Its conclusions under other choices.
    obtain : tuple of Obtainable
        Documents that would settle what is not known.
    """

    attainment: Attainment
    trends: Result
    standing: Result
    precision: Precision
    witnesses: Witnesses
    attribution: Attribution
    robustness: Robustness
    obtain: tuple[Obtainable, ...]


Answer = tuple[Iterator[Text], Grade | None]


def findings(subject: Subject, parts: Parts) -> tuple[Finding, ...]:
    """Answer every fixed question, good or bad, in the order of the data.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    parts : Parts
        What the answers rest on.

    Returns
    -------
    tuple of Finding
        One for each row of the questions table.
    """
    found = []
    for row in asked(subject.facts).to_dict("records"):
        question = subject.facts.label(str(row["question"]), row, "question")
        by = str(row["answered_by"])
        answers = _answers(subject, parts, str(row["question"]))
        if by in answers:
            sentences, grade = answers[by]()
            said = Joined(tuple(sentences), "sentences")
            found.append(Finding(question, by, said, grade=grade))
        else:
            said_not = text("This report does not assess it.")
            found.append(Finding(question, by, said_not, answered=False))
    return tuple(found)


def _answers(
    subject: Subject, parts: Parts, question: str
) -> dict[str, Callable[[], Answer]]:
    """How each part of an evaluation answers, with the grade of its evidence."""
    rerun = parts.robustness.on(question)
    against = tuple(concerns(subject.facts, rerun))
    return {
        "attainment": lambda: (
            attainment_sentences(parts.attainment),
            targets_grade(subject, parts.attainment),
        ),
        "trends": lambda: (
            chain(citizens(subject, parts.trends), dependence(rerun)),
            trends_grade(subject, parts.trends, against),
        ),
        "standing": lambda: (
            chain(
                standing_sentences(subject, parts.standing, parts.precision),
                dependence(rerun),
            ),
            standing_grade(subject, parts.precision, against),
        ),
        "triangulation": lambda: (
            witness_sentences(parts.witnesses),
            witnesses_grade(subject, parts.witnesses),
        ),
        "impact": lambda: (
            chain(attribution_sentences(parts.attribution), dependence(rerun)),
            effect_grade(parts.attribution, against),
        ),
        "limits": lambda: (unknown(subject, parts.obtain), None),
    }
