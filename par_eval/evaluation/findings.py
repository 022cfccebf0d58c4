"""Findings: the fixed questions, answered in their order (rule 12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from par_eval.evaluation.limits import gap_sentence, gaps, refused
from par_eval.evaluation.standing import complete_years, place_text
from par_eval.evaluation.trends import spanned
from par_eval.series import COUNT, composition, plain
from par_eval.values import (
    Joined,
    Name,
    Quantity,
    Text,
    address,
    counted,
    quantities,
    quantities_in,
    text,
    unit_words,
)

if TYPE_CHECKING:
    from par_eval.evaluation.evaluation import Evaluation

__all__ = ["Finding", "count_of", "findings", "in_brief", "over_period", "parts_of"]

LISTED = 3
"""Dimensions that are named one by one; beyond that the extremes are named."""


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
        "trends": _citizens,
        "standing": _standing,
        "limits": _unknown,
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
    """One sentence that stands below the title of a report."""
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


def count_of(cases: list[str], unit: str) -> Quantity:
    """How many cases there are; the cases themselves are its inputs."""
    return Quantity(len(cases), unit, COUNT, tuple(cases))


def parts_of(evaluation: Evaluation, indicator: str) -> Quantity:
    """How many parts an indicator with a span has; the parts are its inputs."""
    by_year = composition(evaluation.facts, indicator)
    year = max(by_year)
    return count_of(
        [address(part, evaluation.province, year) for part in by_year[year]], "parts"
    )


def over_period(evaluation: Evaluation, names: Iterable[str]) -> list[str]:
    """Addresses of indicators over the plan period."""
    years = evaluation.national.years
    return [address(name, evaluation.province, years) for name in names]


def _above_median(evaluation: Evaluation) -> dict[int, bool]:
    frame = evaluation.facts.series(evaluation.national.headline)
    years = complete_years(evaluation, evaluation.national.headline)
    own = frame[evaluation.province]
    return {y: bool(own[y] > frame.loc[y].median()) for y in years}


def _citizens(evaluation: Evaluation) -> Iterator[Text]:
    """Whether experience improved, where it can be compared."""
    numbers = evaluation.trends.numbers
    pairs = {
        name: (_get(numbers, name, "change"), _get(numbers, name, "typical"))
        for name in numbers["indicator"][numbers["what"] == "change"]
    }
    dimensions = [n for n in evaluation.national.dimensions if n in pairs]
    if not dimensions:
        yield text("No dimension can be followed through the period: all series break.")
    elif len(dimensions) <= LISTED:
        yield _listed(evaluation, pairs, dimensions)
    else:
        yield _extremes(evaluation, pairs, dimensions)
    yield from _flips(evaluation, pairs, dimensions)
    yield from _whole(evaluation, pairs)


def _item(evaluation: Evaluation, name: str, pair: tuple[Quantity, Quantity]) -> Text:
    return text(
        "{name} ({change} {unit}, typical province {typical})",
        name=evaluation.facts.name("indicators", plain(name)),
        change=pair[0],
        unit=unit_words(pair[0].unit),
        typical=pair[1],
    )


def _listed(
    evaluation: Evaluation,
    pairs: dict[str, tuple[Quantity, Quantity]],
    names: list[str],
) -> Text:
    rose = [n for n in names if pairs[n][0].value > 0]
    up = Joined(tuple(_item(evaluation, n, pairs[n]) for n in rose))
    down = Joined(tuple(_item(evaluation, n, pairs[n]) for n in names if n not in rose))
    if not down.items:
        return text("Scores rose in {up}.", up=up)
    if not up.items:
        return text("Scores fell in {down}.", down=down)
    return text("Scores rose in {up} and fell in {down}.", up=up, down=down)


def _extremes(
    evaluation: Evaluation,
    pairs: dict[str, tuple[Quantity, Quantity]],
    names: list[str],
) -> Text:
    ordered = sorted(names, key=lambda n: pairs[n][0].value)
    rose = [n for n in names if pairs[n][0].value > 0]
    return text(
        "Scores rose in {rose} of {all} dimensions that can be followed; highest "
        "change: {best}; lowest: {worst}.",
        rose=count_of([pairs[n][0].id for n in rose], "dimensions"),
        all=count_of([pairs[n][0].id for n in names], "dimensions"),
        best=_item(evaluation, ordered[-1], pairs[ordered[-1]]),
        worst=_item(evaluation, ordered[0], pairs[ordered[0]]),
    )


def _flips(
    evaluation: Evaluation,
    pairs: dict[str, tuple[Quantity, Quantity]],
    names: list[str],
) -> Iterator[Text]:
    """Dimensions whose change turns its sign without the parts that break softly."""
    turned = []
    for name in names:
        linked = spanned(evaluation, name)
        if linked in pairs and pairs[linked][0].value * pairs[name][0].value < 0:
            turned.append(evaluation.facts.name("indicators", name))
    if turned:
        yield text(
            "Parts with soft breaks decide the direction in {names}.",
            names=Joined(tuple(turned)),
        )


def _whole(
    evaluation: Evaluation, pairs: dict[str, tuple[Quantity, Quantity]]
) -> Iterator[Text]:
    """The whole, where it can be followed; else its parts without a break."""
    headline = evaluation.national.headline
    if headline in pairs:
        change, typical = pairs[headline]
        yield text(
            "The total moved by {change} {unit}, in the typical province by {typical}.",
            change=change,
            unit=unit_words(change.unit),
            typical=typical,
        )
    linked = spanned(evaluation, headline)
    crossed = {b.year for b in evaluation.windows(headline).breaks}
    if headline in pairs and linked is None and crossed:
        yield counted(
            "The changes cross a soft break ({years}), and no part is without one.",
            "The changes cross soft breaks ({years}), and no part is without one.",
            len(crossed),
            years=Joined(tuple(sorted(crossed))),
        )
    elif linked is None and headline not in pairs:
        yield text("No part of the total is without a break through the period.")
    elif linked in pairs:
        parts = parts_of(evaluation, linked)
        yield counted(
            "On the {number} part without a break the score moved by {change} {unit}; "
            "typical province {typical}.",
            "On the {number} parts without a break the sum moved by {change} {unit}; "
            "typical province {typical}.",
            int(parts.value),
            number=parts,
            unit=unit_words(pairs[linked][0].unit),
            change=pairs[linked][0],
            typical=pairs[linked][1],
        )


def _standing(evaluation: Evaluation) -> Iterator[Text]:
    """Where the province stands, over the period and at its end."""
    numbers = evaluation.standing.numbers
    years = complete_years(evaluation, evaluation.national.headline)
    if not years:
        yield text("The province has no value in the period, so it has no place.")
        return
    if (numbers["year"] == 0).any():
        yield text(
            "Over the {years} years with data: {place}.",
            years=count_of(
                [
                    address(evaluation.national.headline, evaluation.province, y)
                    for y in years
                ],
                "years",
            ),
            place=place_text(numbers, 0),
        )
    yield text(
        "In {year}: {place}.", year=years[-1], place=place_text(numbers, years[-1])
    )
    yield text(
        "How sure that is cannot be told: the data hold no standard errors, and noise "
        "is not estimated here."
    )


def _unknown(evaluation: Evaluation) -> Iterator[Text]:
    """What is not known, and what would settle it."""
    for gap in gaps(evaluation):
        yield gap_sentence(evaluation, gap)
    out = refused(evaluation)
    if out:
        names = list(evaluation.national.dimensions)
        yield text(
            "Whether {refused} of {all} dimensions improved over the period is not "
            "known: their series break.",
            refused=count_of(over_period(evaluation, list(out)), "dimensions"),
            all=count_of(over_period(evaluation, names), "dimensions"),
        )
    instrument = evaluation.facts.instrument(evaluation.national.instrument)
    settle = evaluation.facts.label(
        evaluation.national.instrument, instrument, "would_settle"
    )
    if settle.texts:
        yield text("What would settle it: {documents}.", documents=settle)


def _get(numbers: pd.DataFrame, indicator: str, what: str) -> Quantity:
    rows = numbers[(numbers["indicator"] == indicator) & (numbers["what"] == what)]
    return next(quantities(rows))
