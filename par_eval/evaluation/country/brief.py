"""In brief: the sentences below the title of a report on all provinces."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.boundary import cut_short
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.words import count_provinces
from par_eval.evaluation.questions import COUNTRY, asked
from par_eval.values import Joined, Text, counted, text

__all__ = ["country_brief"]


def country_brief(parts: CountryParts) -> Joined:
    """What a reader who stops after the title takes away.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Returns
    -------
    Joined
        Sentences: how far noise lets provinces be told apart, how many changed
        differently, and that no effect is shown.
    """
    return Joined(tuple(_sentences(parts)), "sentences")


def _sentences(parts: CountryParts) -> Iterator[Text]:
    found = parts.places
    if found.apart is not None:
        yield _apart(parts)
    elif found.places:
        yield text("How sure the places are is not known: the total has no noise.")
    seen = {c.province for c in parts.changes.looks if c.stands_out}
    if parts.changes.looks and not seen:
        yield text("No province changed differently from the typical one beyond noise.")
    elif seen:
        yield counted(
            "In at least one measure {number} province changed differently from the "
            "typical one beyond noise.",
            "In at least one measure {number} provinces changed differently from the "
            "typical one beyond noise.",
            len(seen),
            number=count_provinces(parts.national, sorted(seen)),
        )
        yield text("What brought that about is not shown.")
    yield from cut_short(parts.national)
    if asked(parts.facts, COUNTRY).empty:
        yield text("The data package asks no fixed question on all provinces.")


def _apart(parts: CountryParts) -> Text:
    """How many pairs can be told apart, and how near to each other they may stand."""
    found = parts.places
    said: dict[str, object] = {
        "instrument": parts.facts.name("instruments", parts.national.instrument),
        "apart": found.apart,
        "pairs": found.pairs,
    }
    if found.nearest is None or found.nearest.value <= 1:
        return text(
            "Over the period {instrument} tells {apart} of {pairs} pairs of provinces "
            "apart.",
            **said,
        )
    return text(
        "Over the period {instrument} tells {apart} of {pairs} pairs of provinces "
        "apart, and none that stand fewer than {nearest} places from each other.",
        nearest=found.nearest,
        **said,
    )
