"""Scores that are printed beside the nation's: whether both moved (rules 3 and 8)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from par_eval.evaluation.subject import Subject
from par_eval.series import CHANGE, breaks_between, hard, plain
from par_eval.values import (
    Measure,
    Quantity,
    Text,
    address,
    define,
    text,
    unit_words,
)

__all__ = ["moved_scores"]

NATION = "nation"
NATIONAL_CHANGE = define(
    Measure(
        key="national_mean_change",
        sentence=text("Change of the national mean as printed"),
        not_for=text("What would have happened without a reform."),
        operation="printed_difference",
        decimals=2,
        function="evaluation.witnesses",
        signed=True,
    )
)


def moved_scores(subject: Subject, indicator: str) -> Iterator[Text]:
    """Change of a score between two years beside that of the printed national mean.

    Only years of the period without a hard break between them are compared.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Headline indicator of an instrument.

    Yields
    ------
    Text
        One sentence for each two years that follow each other in the data.
    """
    facts, code, national = subject.facts, subject.province, subject.national
    if indicator not in facts.leaves:
        return
    own = facts.series(indicator)[code].dropna()
    means = _means(subject, indicator)
    years = [int(year) for year in own.index if year in means]
    unit = str(facts.indicator(plain(indicator))["unit"])
    instrument = str(facts.indicator(plain(indicator))["instrument"])
    for first, last in pairwise(y for y in years if y in national.years):
        if hard(breaks_between(facts, indicator, first, last)):
            continue
        ends = tuple(address(indicator, code, year) for year in (last, first))
        every = tuple(address(indicator, NATION, year) for year in (last, first))
        yield text(
            "{instrument} from {first} to {last}: the score of the province moved by "
            "{change} {unit}, the national mean by {nation}.",
            instrument=facts.name("instruments", instrument),
            first=first,
            last=last,
            change=Quantity(own[last] - own[first], unit, CHANGE, ends),
            unit=text("percentage points") if unit == "percent" else unit_words(unit),
            nation=Quantity(means[last] - means[first], unit, NATIONAL_CHANGE, every),
        )


def _means(subject: Subject, indicator: str) -> dict[int, float]:
    """National means as printed, those that the data goes by."""
    table = subject.facts.table("reported")
    rows = table[
        (table["indicator"] == indicator)
        & (table["scope"] == NATION)
        & (table["statistic"] == "mean")
        & (table["used"] == "yes")
    ]
    years = (int(year) for year in rows["year"])
    return dict(zip(years, rows["value"].astype(float), strict=True))
