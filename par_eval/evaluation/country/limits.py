"""What a reader must know before reading any number on all provinces."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.boundary import cut_short
from par_eval.evaluation.country.answers_unknown import missing_sentences
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.words import measure_words
from par_eval.evaluation.limits import refused
from par_eval.evaluation.standing.precision_notes import noise_text
from par_eval.series import plain
from par_eval.values import Joined, Text, counted, text

__all__ = ["country_limits"]


def country_limits(parts: CountryParts) -> tuple[Text, ...]:
    """Limits of what may be said of all provinces side by side.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Returns
    -------
    tuple of Text
        On places, on missing values, on breaks and on noise.
    """
    return tuple(_sentences(parts))


def _sentences(parts: CountryParts) -> Iterator[Text]:
    yield text(
        "This is no league table: a place tells where a province stands relative to "
        "others, not whether it got better, and not who brought that about."
    )
    if parts.places.apart is not None:
        yield text(
            "The interval of a place is that of the province by itself, as in its own "
            "report. What is said of all provinces at once rests on wider sets of "
            "places, which hold for all of them together."
        )
    yield from missing_sentences(parts)
    yield from cut_short(parts.national)
    yield from _broken(parts)
    yield from _late(parts)
    yield from _crossed(parts)
    yield from _noise(parts)
    yield text(
        "No confidence interval stands beside a score or a place: the data hold no "
        "standard errors. The intervals of places are sensitivity intervals."
    )


def _broken(parts: CountryParts) -> Iterator[Text]:
    """Dimensions whose change is refused, those with the same breaks together."""
    some = next(iter(parts.subjects.values()))
    alike: dict[tuple[int, ...], list[object]] = {}
    for name, breaks in refused(some).items():
        years = tuple(sorted({b.year for b in breaks}))
        alike.setdefault(years, []).append(parts.facts.name("indicators", name))
    for years, names in alike.items():
        yield text(
            "Change over the period is refused for {names}: hard break in {years}.",
            names=Joined(tuple(names)),
            years=Joined(years),
        )


def _late(parts: CountryParts) -> Iterator[Text]:
    """Measures whose baseline lies inside the period, by its year (rule 1)."""
    alike: dict[int, list[object]] = {}
    for family in parts.changes.families:
        first = min(change.first[0] for change in family.changes)
        if first >= parts.national.start:
            words = measure_words(parts.facts, family.indicator)
            alike.setdefault(first, []).append(words)
    for year, names in alike.items():
        yield text(
            "Changes in {names} start in {year}, inside the period: no comparable year "
            "lies before it.",
            names=Joined(tuple(names)),
            year=year,
        )


def _crossed(parts: CountryParts) -> Iterator[Text]:
    """Measures whose changes cross soft breaks, those with the same years together."""
    alike: dict[tuple[int, ...], list[object]] = {}
    for family in parts.changes.families:
        if family.soft and family.indicator == plain(family.indicator):
            words = measure_words(parts.facts, family.indicator)
            alike.setdefault(family.soft, []).append(words)
    for years, names in alike.items():
        yield counted(
            "Changes in {names} cross a soft break ({years}): part of them may come "
            "from the survey and not from the province.",
            "Changes in {names} cross soft breaks ({years}): part of them may come "
            "from the survey and not from the province.",
            len(years),
            names=Joined(tuple(names)),
            years=Joined(years),
        )


def _noise(parts: CountryParts) -> Iterator[Text]:
    """Which noise places and changes are judged by."""
    yield from noise_text(next(iter(parts.subjects.values())))
    if parts.changes.looks:
        yield text(
            "A change is held against the noise of its own measure, spread over the "
            "years of its baseline and endline; Holm holds the error over all "
            "provinces of a measure. The change of the typical province is taken as "
            "known."
        )
