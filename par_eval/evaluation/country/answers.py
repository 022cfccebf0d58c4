"""Answers to the fixed questions of the report on all provinces (rule 12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from par_eval.evaluation.country.answers_changes import changes
from par_eval.evaluation.country.answers_order import agreement, convergence, places
from par_eval.evaluation.country.answers_unknown import unknown
from par_eval.evaluation.country.grades import (
    agreement_grade,
    changes_grade,
    convergence_grade,
    places_grade,
)
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.words import (
    count_measures,
    count_provinces,
)
from par_eval.evaluation.evidence import Grade
from par_eval.evaluation.findings import Finding
from par_eval.evaluation.questions import COUNTRY, asked
from par_eval.series import plain
from par_eval.values import Joined, Text, text

__all__ = ["country_findings"]

Answer = tuple[Iterator[Text], Grade | None]


def country_findings(parts: CountryParts) -> tuple[Finding, ...]:
    """Answer every fixed question of the report on all provinces.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Returns
    -------
    tuple of Finding
        One for each question that the data package asks; none where it asks none.
    """
    answers = _answers(parts)
    found = []
    for row in asked(parts.facts, COUNTRY).to_dict("records"):
        question = parts.facts.label(str(row["question"]), row, "question")
        by = str(row["answered_by"])
        if by in answers:
            sentences, grade = answers[by]()
            said = Joined(tuple(sentences), "sentences")
            found.append(Finding(question, by, said, grade=grade))
        else:
            said_not = text("This report does not assess it.")
            found.append(Finding(question, by, said_not, answered=False))
    return tuple(found)


def _answers(parts: CountryParts) -> dict[str, Callable[[], Answer]]:
    return {
        "coverage": lambda: (coverage(parts), None),
        "changes": lambda: (changes(parts), changes_grade(parts)),
        "places": lambda: (places(parts), places_grade(parts)),
        "agreement": lambda: (agreement(parts), agreement_grade(parts)),
        "convergence": lambda: (convergence(parts), convergence_grade(parts)),
        "gaps": lambda: (unknown(parts), None),
    }


def coverage(parts: CountryParts) -> Iterator[Text]:
    """How many provinces can be compared, and on what."""
    national, found = parts.national, parts.places
    said = {"instrument": parts.facts.name("instruments", national.instrument)}
    if not found.places:
        yield text(
            "No province can be placed over the period: {instrument} has no year in it "
            "with values of two provinces.",
            **said,
        )
    elif found.absent:
        yield text(
            "{ranked} of {all} provinces have a score of {instrument} in each year and "
            "a place over the period.",
            ranked=found.places[0].of,
            all=count_provinces(national, parts.subjects),
            **said,
        )
    else:
        yield text(
            "All {all} provinces have a score of {instrument} in each year and a place "
            "over the period.",
            all=found.places[0].of,
            **said,
        )
    yield from _followed(parts)


def _followed(parts: CountryParts) -> Iterator[Text]:
    """On how many dimensions, and whether on the total, a change can be told."""
    national, families = parts.national, parts.changes.families
    dimensions = [f for f in families if plain(f.indicator) != national.headline]
    whole = [f.indicator for f in dimensions if f.indicator == plain(f.indicator)]
    part = [f.indicator for f in dimensions if f.indicator not in whole]
    every = count_measures(national, national.dimensions)
    if len(whole) == len(national.dimensions):
        yield text("Change over the period can be told for each dimension.")
    elif part:
        yield text(
            "Change over the period can be told for {whole} of {all} dimensions, and "
            "for {part} more only on the parts without a break.",
            whole=count_measures(national, whole),
            part=count_measures(national, part),
            all=every,
        )
    else:
        yield text(
            "Change over the period can be told for {whole} of {all} dimensions.",
            whole=count_measures(national, whole),
            all=every,
        )
    total = parts.changes.headline(national.headline)
    if total is None:
        yield text("The total cannot be followed on any of its parts.")
    elif total.indicator != national.headline:
        yield text("The total breaks, so only its parts without a break are followed.")
