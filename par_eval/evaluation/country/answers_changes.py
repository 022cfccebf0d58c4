"""Which provinces changed differently from the typical one, beyond noise."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.country.change import Family
from par_eval.evaluation.country.changes import Changes
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.words import (
    count_changes,
    count_looks,
    measure_words,
    names_of,
)
from par_eval.values import Joined, Text, counted, text, unit_words

__all__ = ["changes"]

LISTED = 3
"""Provinces that are named one by one; beyond that they are counted."""


def changes(parts: CountryParts) -> Iterator[Text]:
    """Which provinces changed differently from the typical one, beyond noise.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Yields
    ------
    Text
    """
    found = parts.changes
    if not found.families:
        yield text(
            "That cannot be told: no measure can be followed through the period."
        )
        return
    if not found.looks:
        yield text(
            "That cannot be told: the noise of no measure is known, so no change was "
            "tested."
        )
        return
    total = found.headline(parts.national.headline)
    if total is not None and total.tested:
        yield _on_total(parts, total)
    yield from _on_dimensions(parts, total)
    yield _looks(found)


def _on_total(parts: CountryParts, total: Family) -> Text:
    seen = total.standing_out
    said: dict[str, object] = {"measure": measure_words(parts.facts, total.indicator)}
    if not seen:
        return text("In the {measure} no province stands out.", **said)
    items = tuple(
        text(
            "{province} ({beyond} {unit} against the typical change)",
            province=parts.facts.name("provinces", change.province),
            beyond=change.beyond,
            unit=unit_words(change.beyond.unit),
        )
        for change in seen[:LISTED]
    )
    said["provinces"] = Joined(items)
    if len(seen) > LISTED:
        return text(
            "In the {measure} {number} provinces stand out, most of all {provinces}.",
            number=count_changes((total.indicator, c) for c in seen),
            **said,
        )
    return counted(
        "In the {measure} one province stands out: {provinces}.",
        "In the {measure} {number} provinces stand out: {provinces}.",
        len(seen),
        number=count_changes((total.indicator, c) for c in seen),
        **said,
    )


def _on_dimensions(parts: CountryParts, total: Family | None) -> Iterator[Text]:
    """In which dimensions how many stand out."""
    others = [f for f in parts.changes.families if f is not total]
    items = tuple(_item(parts, family) for family in others if family.standing_out)
    if items:
        yield text(
            "By dimension stand out: {measures}.",
            measures=Joined(items, "semicolon"),
        )
    elif any(family.tested for family in others):
        yield text("In no dimension does a province stand out.")
    untested = [f.indicator for f in others if not f.tested]
    if untested:
        yield text(
            "Not tested, since their noise is not known: {measures}.",
            measures=Joined(tuple(measure_words(parts.facts, n) for n in untested)),
        )


def _item(parts: CountryParts, family: Family) -> Text:
    seen = family.standing_out
    measure = measure_words(parts.facts, family.indicator)
    if len(seen) <= LISTED:
        names = names_of(parts.facts, [change.province for change in seen])
        return text("{measure}: {provinces}", measure=measure, provinces=names)
    return text(
        "{measure}: {number} provinces",
        measure=measure,
        number=count_changes((family.indicator, change) for change in seen),
    )


def _looks(found: Changes) -> Text:
    """How many comparisons were made, and what is left if all are one family."""
    pairs = [(f.indicator, c) for f in found.families for c in f.changes]
    seen = [(name, c) for name, c in pairs if c.stands_out]
    said = {
        "looks": count_looks(found.families),
        "measures": len([f for f in found.families if f.tested]),
    }
    if not seen:
        return text(
            "{looks} changes in {measures} measures were tested (Holm over the "
            "provinces of each measure).",
            **said,
        )
    return counted(
        "{looks} changes in {measures} measures were tested (Holm over the provinces "
        "of each measure): {number} stands out, {kept} also when all are one family.",
        "{looks} changes in {measures} measures were tested (Holm over the provinces "
        "of each measure): {number} stand out, {kept} also when all are one family.",
        len(seen),
        number=count_changes(seen),
        kept=count_changes((name, c) for name, c in pairs if c.in_one_family),
        **said,
    )
