"""Findings: the fixed questions, answered in their order (rule 12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from par_eval.evaluation.answers import citizens, standing, unknown
from par_eval.evaluation.counts import count_of, over_period
from par_eval.evaluation.limits import refused
from par_eval.evaluation.standing import complete_years
from par_eval.values import Joined, Name, Quantity, Text, address, quantities_in, text

if TYPE_CHECKING:
    from par_eval.evaluation.evaluation import Evaluation

__all__ = ["Finding", "findings", "in_brief"]


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
    grade : str, optional
        Evidence grade, where one is given.
    """

    question: Name
    answered_by: str
    text: Text | Joined
    answered: bool = True
    grade: str | None = None

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers in the answer, in reading order."""
        return tuple(quantities_in(self.text))


def findings(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Answer every fixed question, good or bad, in the order of the data.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    tuple of Finding
        One for each row of the questions table.
    """
    answers: dict[str, Callable[[Evaluation], Iterator[Text]]] = {
        "trends": citizens,
        "standing": standing,
        "limits": unknown,
    }
    found = []
    table = evaluation.facts.tables["questions"].sort_values("order")
    for row in table.to_dict("records"):
        question = evaluation.facts.label(str(row["question"]), row, "question")
        by = str(row["answered_by"])
        if by in answers:
            said = Joined(tuple(answers[by](evaluation)), "sentences")
            found.append(Finding(question, by, said))
        else:
            said_not = text("This report does not assess it.")
            found.append(Finding(question, by, said_not, answered=False))
    return tuple(found)


def in_brief(evaluation: Evaluation) -> Text:
    """One sentence that stands below the title of a report.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Text
        In how many years the province lies above the national median, and for how
        many dimensions the change over the plan can be told.
    """
    above = [y for y, over in _above_median(evaluation).items() if over]
    headline, code = evaluation.national.headline, evaluation.province
    years = complete_years(evaluation, headline)
    dimensions = evaluation.national.dimensions
    followed = [d for d in dimensions if d not in refused(evaluation)]
    return text(
        "The survey {instrument} puts the province above the national median in "
        "{above} of {years} years with data; the change over the plan can be told for "
        "{followed} of {dimensions} dimensions.",
        instrument=evaluation.facts.name("instruments", evaluation.national.instrument),
        above=count_of([address(headline, code, y) for y in above], "years"),
        years=count_of([address(headline, code, y) for y in years], "years"),
        followed=count_of(over_period(evaluation, followed), "dimensions"),
        dimensions=count_of(over_period(evaluation, list(dimensions)), "dimensions"),
    )


def _above_median(evaluation: Evaluation) -> dict[int, bool]:
    frame = evaluation.facts.series(evaluation.national.headline)
    years = complete_years(evaluation, evaluation.national.headline)
    own = frame[evaluation.province]
    return {y: bool(own[y] > frame.loc[y].median()) for y in years}
