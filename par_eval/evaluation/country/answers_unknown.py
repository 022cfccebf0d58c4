"""What is not known of all provinces, and what would settle it (rule 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from par_eval.evaluation.boundary import cut_short
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.words import count_measures
from par_eval.evaluation.limits import Gap
from par_eval.values import Joined, Text, counted, text

__all__ = ["missing_sentences", "unknown"]


def unknown(parts: CountryParts) -> Iterator[Text]:
    """What is not known for many provinces, and what would settle it.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Yields
    ------
    Text
        Sentences on instruments whose tables are not held, on days of opening, on
        missing values and on changes that are refused.
    """
    thin = [one for one in parts.gaps.coverage if one.most]
    if thin:
        items = tuple(
            text(
                "{name} ({known} of {asked})",
                name=one.name,
                known=one.known,
                asked=one.asked,
            )
            for one in thin
        )
        yield text(
            "The data hold few values of {instruments}; the publishers' full tables "
            "would settle that.",
            instruments=Joined(items),
        )
    for one in parts.gaps.opened:
        yield text(
            "When {reform} opened is known for {dated} of {all} provinces; of "
            "{unknown} nothing is known. The founding decisions would settle that.",
            reform=one.name,
            dated=one.dated,
            all=one.all,
            unknown=one.unknown,
        )
    yield from missing_sentences(parts)
    yield from cut_short(parts.national)
    dimensions = parts.national.dimensions
    out = [name for name in parts.changes.refused if name in dimensions]
    if out:
        yield counted(
            "Whether {number} of {all} dimensions improved cannot be told for any "
            "province: its series breaks.",
            "Whether {number} of {all} dimensions improved cannot be told for any "
            "province: their series break.",
            len(out),
            number=count_measures(parts.national, out),
            all=count_measures(parts.national, dimensions),
        )


def missing_sentences(parts: CountryParts) -> Iterator[Text]:
    """Missing values of the headline with their reasons, those of a kind together.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Yields
    ------
    Text
        What the publisher held back, what is missing for a reason, and what is missing
        without one.
    """
    name = parts.facts.name("instruments", parts.national.instrument)
    kinds: dict[tuple[bool, bool], list[Text]] = {}
    for code, found in parts.gaps.missing.items():
        for kind, alike in _by_kind(found).items():
            years = Joined(tuple(_year(gap) for gap in alike))
            province = parts.facts.name("provinces", code)
            item = text("{province} ({years})", province=province, years=years)
            kinds.setdefault(kind, []).append(item)
    for kind, items in kinds.items():
        said = {"instrument": name, "provinces": Joined(tuple(items), "semicolon")}
        yield replace(_MISSING[kind], values=said)


def _by_kind(found: tuple[Gap, ...]) -> dict[tuple[bool, bool], list[Gap]]:
    """Gaps of one province: whether withheld, whether with a reason."""
    kinds: dict[tuple[bool, bool], list[Gap]] = {}
    for gap in found:
        kinds.setdefault((gap.withheld, gap.reason is not None), []).append(gap)
    return kinds


def _year(gap: Gap) -> Text | int:
    """Year of a gap, with its reason if one was published."""
    if gap.reason is None:
        return gap.year
    return text("{year}: {reason}", year=gap.year, reason=gap.reason)


_MISSING: Mapping[tuple[bool, bool], Text] = {
    (True, True): text(
        "The publisher of {instrument} held values back, which is a finding on "
        "integrity: {provinces}."
    ),
    (True, False): text(
        "The publisher of {instrument} held values back and gave no reason, which is a "
        "finding on integrity: {provinces}."
    ),
    (False, True): text("{instrument} lacks values: {provinces}."),
    (False, False): text(
        "{instrument} lacks values, and no reason was published: {provinces}."
    ),
}
"""Sentences on missing values: whether withheld, whether with a reason."""
